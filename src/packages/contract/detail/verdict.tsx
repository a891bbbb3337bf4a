import type { ContractDetail } from '#types/contract'
import { Icon } from '@/components/ui/icon'
import { View } from '@/components/ui/view'
import { contractWords } from '@/locales/contract-words'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { dayAndTime } from '@/locales/when'
import { contractTexts } from '../contract-texts'
import './verdict.scss'

type Tone = 'done' | 'wait' | 'refused' | 'ended'

const icons = { done: 'shield', wait: 'clock', refused: 'crossCircle', ended: 'endedCircle' } as const

/** Where the contract stands, in one sentence. */
export function Verdict({ contract }: { contract: ContractDetail }) {
  const { tone, title, text, reason } = useVerdict(contract)

  return (
    <View as="section" className={`verdict verdict--${tone}`}>
      <Icon name={icons[tone]} size={20} className="verdict__icon" />
      <View className="grow">
        <View as="h2" className="t3">
          {title}
        </View>
        {text && (
          <View as="p" className="verdict__text">
            {text}
          </View>
        )}
        {reason && (
          <View as="p" className="verdict__reason">
            {reason}
          </View>
        )}
      </View>
    </View>
  )
}

function useVerdict(contract: ContractDetail): { tone: Tone; title: string; text?: string; reason?: string } {
  const { verdict: t } = useTexts(contractTexts)
  const words = useTexts(contractWords)
  const language = useLanguage()
  const until = dayAndTime(contract.deadline, language)
  const { endReason } = contract
  const end = endReason
    ? { text: t.reason(endReason.by, dayAndTime(endReason.at, language)), reason: endReason.text }
    : {}

  switch (contract.label) {
    case 'COMPLETED':
    case 'SETTLED':
      return { tone: 'done', title: t.done(contract.total), text: t.doneText }
    case 'MINE_TO_SIGN':
    case 'MINE_TO_FILL':
    case 'MINE_TO_CLAIM':
      return { tone: 'wait', title: t.mine, text: t.mineText(until) }
    case 'REJECTED':
      return { tone: 'refused', title: t.REJECTED, ...end }
    case 'REVOKED':
      return { tone: 'ended', title: t.REVOKED, ...end }
    case 'EXPIRED':
      return { tone: 'ended', title: t.EXPIRED, text: t.waitingText(until) }
    case 'RELEASED':
      return { tone: 'ended', title: t.ended }
    default: {
      const active = contract.partyViews.filter((party) => party.state.startsWith('PENDING'))
      const names = active.map((party) => party.name).join(words.and)
      return { tone: 'wait', title: t.waiting(names), text: t.waitingText(until) }
    }
  }
}
