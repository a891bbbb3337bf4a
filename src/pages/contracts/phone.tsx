import { useState } from 'react'
import { SignInPrompt } from '@/components/identity/sign-in-prompt'
import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import { PageFrame } from '@/components/ui/page-frame'
import { Pills } from '@/components/ui/pills'
import { Press } from '@/components/ui/press'
import { Skeleton } from '@/components/ui/skeleton'
import { View } from '@/components/ui/view'
import { useMe } from '@/data/session'
import { useTodoCount } from '@/data/todo-count'
import { useAnswer } from '@/data/use-answer'
import { useSettled } from '@/data/use-settled'
import { contractWords } from '@/locales/contract-words'
import { useTexts } from '@/locales/texts'
import { ContractFeed } from './contract-feed'
import { noFilter, type ContractFilter } from './contract-filter'
import { listTexts } from './contract-list-texts'
import { FilterSheet } from './filter-sheet'
import { SearchBar } from './search-bar'
import { useContractList } from './use-contract-list'
import './phone.scss'

/** Find one contract. */
export function ContractsOnPhone() {
  const t = useTexts(listTexts)
  const { me, answer } = useMe()
  const badge = useTodoCount(me)
  const [filter, setFilter] = useState<ContractFilter>(noFilter)
  const [choosing, setChoosing] = useState(false)
  const settled = { ...filter, search: useSettled(filter.search) }
  const list = useContractList(settled, Boolean(me))
  const counts = useAnswer('contract', 'countMine', {}, { enabled: Boolean(me) }).data
  const narrowed = filter.label !== undefined || filter.role !== 'any'

  return (
    <PageFrame
      title={t.title}
      large
      tab="contracts"
      badge={badge}
      onEnd={() => list.hasNextPage && !list.isFetching && void list.fetchNextPage()}
      pinned={
        me && (
          <>
            <SearchBar
              value={filter.search}
              onChange={(search) => setFilter({ ...filter, search })}
              onFilter={() => setChoosing(true)}
              filtered={narrowed}
            />
            <Pills
              label={t.scopes}
              items={[
                { key: 'all', label: t.all, count: counts?.all },
                { key: 'mine', label: t.mine, count: counts?.toSign },
                { key: 'participating', label: t.participating },
              ]}
              value={filter.scope}
              onChange={(scope) => setFilter({ ...filter, scope })}
            />
          </>
        )
      }
    >
      {answer.isError && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
      {me === undefined && !answer.isError && <Skeleton />}
      {me === null && <SignInPrompt back="contracts" />}
      {me && (
        <>
          {narrowed ? (
            <FilterWords
              filter={filter}
              onClear={() => setFilter({ ...filter, label: undefined, role: 'any' })}
            />
          ) : (
            list.data?.pages[0]?.items.length !== 0 && (
              <View as="p" className="list-order">
                {t.newestFirst}
              </View>
            )
          )}
          <ContractFeed me={me} filter={settled} list={list} />
        </>
      )}
      {choosing && (
        <FilterSheet
          filter={filter}
          onClose={() => setChoosing(false)}
          onApply={(next) => {
            setFilter(next)
            setChoosing(false)
          }}
        />
      )}
    </PageFrame>
  )
}

function FilterWords({ filter, onClear }: { filter: ContractFilter; onClear: () => void }) {
  const t = useTexts(listTexts)
  const words = useTexts(contractWords)
  const parts = [
    filter.label && words.label[filter.label],
    filter.role !== 'any' ? t.roles[filter.role] : undefined,
  ]

  return (
    <View className="filter-words">
      <View as="span" className="grow cut">
        {parts.filter(Boolean).join(words.and)}
      </View>
      <Press className="filter-words__clear" label={t.reset} onPress={onClear}>
        <Icon name="close" size={16} />
      </Press>
    </View>
  )
}
