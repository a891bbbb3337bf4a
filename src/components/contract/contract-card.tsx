import type { ContractRow } from '#types/contract'
import { Button } from '@/components/ui/button'
import { Press } from '@/components/ui/press'
import { View } from '@/components/ui/view'
import { contractWords } from '@/locales/contract-words'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { dayAndTime } from '@/locales/when'
import { openPage } from '@/platform/navigate'
import { ContractChip } from './contract-chip'
import { ContractTime } from './contract-time'
import './contract-card.scss'

/** One contract in a list: status first, then name, parties, time. Only what waits for the reader has a button. */
export function ContractCard({ contract }: { contract: ContractRow }) {
  const t = useTexts(contractWords)
  const language = useLanguage()
  const mine = contract.actions.includes('sign')

  return (
    <View as="article" className="card contract-card">
      <Press className="contract-card__body" onPress={() => openPage('contract', { id: contract.id })}>
        <View as="span" className="contract-card__top">
          <ContractChip contract={contract} />
          <ContractTime contract={contract} />
        </View>
        <View as="span" className="contract-card__name cut">
          {contract.name}
        </View>
        <View as="span" className="contract-card__parties cut">
          {contract.parties.map((party) => party.name).join(t.and)}
        </View>
        <View
          as="span"
          className={mine ? 'contract-card__foot contract-card__foot--mine' : 'contract-card__foot'}
        >
          {t.startedAt(dayAndTime(contract.createdAt, language))}
        </View>
      </Press>
      {mine && (
        <View className="contract-card__act">
          <Button
            size="small"
            label={`${t.toSign} ${contract.name}`}
            onPress={() => openPage('sign', { id: contract.id })}
          >
            {t.toSign}
          </Button>
        </View>
      )}
    </View>
  )
}
