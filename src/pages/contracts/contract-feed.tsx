import type { Me } from '#types/identity'
import { ContractCard } from '@/components/contract/contract-card'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { Spinner } from '@/components/ui/spinner'
import { View } from '@/components/ui/view'
import { may } from '@/data/rights'
import { useTexts } from '@/locales/texts'
import { uiTexts } from '@/locales/ui-texts'
import { openPage } from '@/platform/navigate'
import { isNarrowed, type ContractFilter } from './contract-filter'
import { listTexts } from './contract-list-texts'
import type { useContractList } from './use-contract-list'

interface ContractFeedProps {
  me: Me
  filter: ContractFilter
  list: ReturnType<typeof useContractList>
}

/** The cards, or what to do when there are none. */
export function ContractFeed({ me, filter, list }: ContractFeedProps) {
  const t = useTexts(listTexts)
  const ui = useTexts(uiTexts)
  const items = list.data?.pages.flatMap((page) => page.items)

  if (!items && list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (!items) return <Skeleton count={4} />
  if (items.length === 0) return <NoContracts me={me} filter={filter} />

  return (
    <>
      {items.map((contract) => (
        <ContractCard key={contract.id} contract={contract} />
      ))}
      <View className="feed__end" aria-live="polite">
        {list.isFetchingNextPage && <Spinner size={16} />}
        {list.isFetchNextPageError && (
          <Button kind="text" size="small" onPress={() => void list.fetchNextPage()}>
            {`${t.moreFailed}, ${ui.retry}`}
          </Button>
        )}
        {!list.hasNextPage && items.length > 5 && t.end}
      </View>
    </>
  )
}

/** What to do when the list is empty. */
export function NoContracts({ me, filter }: { me: Me; filter: ContractFilter }) {
  const t = useTexts(listTexts)
  if (isNarrowed(filter)) return <Empty drawing="search" title={t.noneTitle} text={t.noneText} />
  if (filter.scope === 'mine') return <Empty drawing="calm" title={t.calmTitle} text={t.calmText} />
  if (!may(me, 'contract.initiate')) {
    return <Empty drawing="calm" title={t.emptyPersonTitle} text={t.emptyPersonText} />
  }

  return (
    <Empty
      title={t.emptyTitle}
      text={t.emptyText}
      action={
        <Button icon="plus" onPress={() => openPage('initiate')}>
          {t.initiate}
        </Button>
      }
    />
  )
}
