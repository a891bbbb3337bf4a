import { useState } from 'react'
import { SignInPrompt } from '@/components/identity/sign-in-prompt'
import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import { Skeleton } from '@/components/ui/skeleton'
import { may } from '@/data/rights'
import { useMe } from '@/data/session'
import { useSettled } from '@/data/use-settled'
import { useTexts } from '@/locales/texts'
import { NoContracts } from '@/pages/contracts/contract-feed'
import { noFilter, type ContractFilter } from '@/pages/contracts/contract-filter'
import { useContractList } from '@/pages/contracts/use-contract-list'
import { openPage } from '@/platform/navigate'
import { consoleTexts } from './console-texts'
import { ContractFolders } from './contract-folders'
import { ContractTable } from './contract-table'
import { FilterBar } from './filter-bar'
import { ConsoleShell } from './shell'
import './contracts.scss'

/** Find one contract out of a thousand and see what waits for me. */
export default function ContractsOnDesk() {
  const t = useTexts(consoleTexts)
  const { me, answer } = useMe()
  const [filter, setFilter] = useState<ContractFilter>(noFilter)
  const [page, setPage] = useState(0)
  const settled = { ...filter, search: useSettled(filter.search) }
  const list = useContractList(settled, Boolean(me))
  const pages = list.data?.pages ?? []
  const rows = pages[Math.min(page, pages.length - 1)]?.items

  const change = (next: ContractFilter) => {
    setFilter(next)
    setPage(0)
  }
  const forward = async () => {
    const more = page + 1 < pages.length ? undefined : await list.fetchNextPage()
    if (!more?.isFetchNextPageError) setPage(page + 1)
  }

  return (
    <ConsoleShell title={t.folders[filter.scope]} current="contracts">
      <div className="desk-body">
        <ContractFolders me={me} scope={filter.scope} onScope={(scope) => change({ ...filter, scope })} />
        <main className="desk-main">
          <div className="desk-main__head">
            <h1 className="t2">{t.folders[filter.scope]}</h1>
            <span className="desk-space" />
            {may(me, 'contract.initiate') && (
              <button
                type="button"
                className="desk-btn desk-btn--primary"
                onClick={() => openPage('initiate')}
              >
                <Icon name="upload" size={16} />
                {t.initiate}
              </button>
            )}
          </div>
          {me && <FilterBar filter={filter} onChange={change} />}
          {answer.isError && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
          {me === null && <SignInPrompt back="contracts" />}
          {me && !rows && list.isError && (
            <ErrorState error={list.error} onRetry={() => void list.refetch()} />
          )}
          {me !== null && !rows && !list.isError && !answer.isError && <Skeleton shape="row" count={6} />}
          {me && rows?.length === 0 && <NoContracts me={me} filter={settled} />}
          {rows && rows.length > 0 && (
            <ContractTable
              rows={rows}
              first={page * 20 + 1}
              onPrevious={page > 0 ? () => setPage(page - 1) : undefined}
              onNext={page + 1 < pages.length || list.hasNextPage ? () => void forward() : undefined}
              busy={list.isFetchingNextPage}
            />
          )}
        </main>
      </div>
    </ConsoleShell>
  )
}
