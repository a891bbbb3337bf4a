import type { ContractRow } from '#types/contract'
import { View } from '@/components/ui/view'
import { contractWords } from '@/locales/contract-words'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { dayAndTime, dayOf, timeLeft, urgency } from '@/locales/when'

/** The time that answers the status: deadline while it runs, else when and how it ended. */
export function ContractTime({ contract }: { contract: ContractRow }) {
  const t = useTexts(contractWords)
  const language = useLanguage()
  const { label, deadline, completedAt, endedAt } = contract
  const ended = endedAt ?? deadline

  if (completedAt !== null) return <Plain>{t.completedAt(dayAndTime(completedAt, language))}</Plain>
  if (label === 'REJECTED') return <Plain>{t.refusedAt(dayOf(ended, language))}</Plain>
  if (label === 'REVOKED') return <Plain>{t.revokedAt(dayOf(ended, language))}</Plain>
  if (label === 'EXPIRED') return <Plain>{t.expiredAt(dayOf(ended, language))}</Plain>

  const left = timeLeft(deadline, language)
  const loud = urgency(deadline)
  if (loud === 'today') {
    return <Plain colour="c-refused">{t.deadline(dayAndTime(deadline, language))}</Plain>
  }

  return (
    <Plain colour={loud === 'soon' ? 'c-wait' : 'c-ink3'}>
      {left ? t.left(left) : t.expiredAt(dayOf(deadline, language))}
    </Plain>
  )
}

function Plain({ colour = 'c-ink3', children }: { colour?: string; children: string }) {
  return (
    <View as="span" className={`t5 ${colour}`} style={{ flex: 'none' }}>
      {children}
    </View>
  )
}
