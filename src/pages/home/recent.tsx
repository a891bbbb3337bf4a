import type { Me } from '#types/identity'
import { ContractChip } from '@/components/contract/contract-chip'
import { Card } from '@/components/ui/card'
import { Empty } from '@/components/ui/empty'
import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import { ListRow } from '@/components/ui/list-row'
import { Press } from '@/components/ui/press'
import { Skeleton } from '@/components/ui/skeleton'
import { View } from '@/components/ui/view'
import { activeOption, may } from '@/data/rights'
import { useAnswer } from '@/data/use-answer'
import { contractWords } from '@/locales/contract-words'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { dayOf } from '@/locales/when'
import { openPage } from '@/platform/navigate'
import { homeTexts } from './home-texts'

/** The newest contracts, or how to get a first one. */
export function Recent({ me }: { me: Me }) {
  const t = useTexts(homeTexts)
  const words = useTexts(contractWords)
  const language = useLanguage()
  const list = useAnswer('contract', 'list', { limit: 4 })
  const initiates = may(me, 'contract.initiate')
  const own = activeOption(me)?.name

  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <Skeleton count={2} />
  if (list.data.items.length === 0) {
    return (
      <Empty
        title={initiates ? t.emptyTitle : t.emptyPersonTitle}
        text={initiates ? t.emptyText : t.emptyPersonText}
        drawing={initiates ? 'sign' : 'calm'}
      />
    )
  }

  return (
    <>
      <View className="section-head">
        <View as="h2">{t.recent}</View>
        <Press className="section-head__more" onPress={() => openPage('contracts')}>
          <View as="span">{t.all}</View>
          <Icon name="forward" size={16} />
        </Press>
      </View>
      <Card flush>
        {list.data.items.map((contract) => {
          const others = contract.parties.map((party) => party.name).filter((name) => name !== own)

          return (
            <ListRow
              key={contract.id}
              label={contract.name}
              note={`${others.join(words.and)} · ${dayOf(contract.createdAt, language)}`}
              strong
              plain
              value={<ContractChip contract={contract} />}
              onPress={() => openPage('contract', { id: contract.id })}
            />
          )
        })}
      </Card>
    </>
  )
}
