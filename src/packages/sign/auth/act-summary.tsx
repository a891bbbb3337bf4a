import type { ContractDetail } from '#types/contract'
import { Card } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import { Press } from '@/components/ui/press'
import { View } from '@/components/ui/view'
import { useTexts } from '@/locales/texts'
import { signTexts } from '../texts'

/** What is about to be signed, and the way back to read it again. */
export function ActSummary(props: { contract: ContractDetail; places: number; onAgain: () => void }) {
  const { contract, places, onAgain } = props
  const t = useTexts(signTexts)
  const others = contract.partyViews.filter((party) => !party.mine).map((party) => party.name)
  const pages = contract.pages.length

  return (
    <Card className="act">
      <View className="act__top">
        <View className="act__paper" aria-hidden>
          <View className="act__line" />
          <View className="act__line" />
          <View className="act__line act__line--short" />
          <Icon name="pen" size={16} />
        </View>
        <View className="grow">
          <View className="act__name">{contract.name}</View>
          <View className="act__note">
            {others.length > 0 ? t.withParty(pages, others.join('、')) : t.onlyPages(pages)}
          </View>
        </View>
      </View>
      <View className="act__foot">
        <View className="act__done">
          <Icon name="check" size={16} />
          <View as="span">{t.allDone(places)}</View>
        </View>
        <Press className="act__again" onPress={onAgain}>
          {t.again}
        </Press>
      </View>
    </Card>
  )
}
