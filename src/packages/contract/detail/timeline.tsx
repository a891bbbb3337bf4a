import type { ContractDetail, TimelineType } from '#types/contract'
import { View } from '@/components/ui/view'
import { contractWords } from '@/locales/contract-words'
import { useTexts } from '@/locales/texts'
import { shortStamp } from '@/locales/when'
import { contractTexts } from '../contract-texts'
import './timeline.scss'

type Entry = ContractDetail['timeline'][number]

const tones: Partial<Record<string, string>> = {
  'contract.completed': 'done',
  'file.closed': 'done',
  'party.signed': 'done',
  'party.refused': 'refused',
  'contract.revoked': 'ended',
  'contract.expired': 'ended',
}
const methods = ['face', 'captcha', 'password'] as const

/** What happened, newest first, as the audit chain has it. */
export function Timeline({ entries }: { entries: readonly Entry[] }) {
  const t = useTexts(contractTexts)
  const newestFirst = [...entries].sort((a, b) => b.seq - a.seq)

  return (
    <View as="section">
      <View as="h3" className="t4b timeline__head">
        {t.timeline}
      </View>
      <View as="ol" className="timeline">
        {newestFirst.map((entry) => (
          <TimelineRow key={entry.seq} entry={entry} />
        ))}
      </View>
    </View>
  )
}

function TimelineRow({ entry }: { entry: Entry }) {
  const t = useTexts(contractTexts)
  const words = useTexts(contractWords)
  const what = isKnown(entry.type, t.event) ? t.event[entry.type] : t.otherEvent
  const ofParty = entry.type.startsWith('party.') || entry.type === 'contract.revoked'
  const method = methods.find((known) => known === entry.detail?.method)
  const note =
    entry.type === 'contract.completed'
      ? t.completedNote
      : entry.type === 'file.closed'
        ? t.closedNote(String(entry.detail?.level ?? ''))
        : entry.type === 'contract.expired'
          ? t.expiredNote
          : entry.type === 'contract.started'
            ? entry.actorName
            : (entry.detail?.reason ?? (method && words.auth[method]))

  return (
    <View as="li" className={`timeline__row timeline__row--${tones[entry.type] ?? 'plain'}`}>
      <View className="row between">
        <View as="span" className="cut grow">
          {ofParty ? t.by(entry.actorName, what) : what}
        </View>
        <View as="span" className="t5 c-ink3 timeline__at">
          {shortStamp(entry.at)}
        </View>
      </View>
      {note !== undefined && <View className="t5 c-ink2">{note}</View>}
    </View>
  )
}

function isKnown(type: string, events: Record<TimelineType, string>): type is TimelineType {
  return Object.prototype.hasOwnProperty.call(events, type)
}
