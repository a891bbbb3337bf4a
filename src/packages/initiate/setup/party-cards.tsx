import { useState } from 'react'
import { DragBox } from '@/components/document/drag-box'
import { Card } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import { IdentityMark } from '@/components/ui/identity-mark'
import { Press } from '@/components/ui/press'
import { View } from '@/components/ui/view'
import { contractWords } from '@/locales/contract-words'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { partyColour, withPartyAt, type DraftParty } from '../draft'
import { faultAt } from '../fault-words'
import { initiateTexts } from '../texts'
import { controlId, type Setup } from './use-setup'
import './setup.scss'

/** Height of a card with the gap below, px: how far a card is dragged to pass another. */
const step = 128

interface Lift {
  id: string
  from: number
  dy: number
}

/** Parties as cards; with an order they are numbered and can be dragged, or moved with Alt and arrows. */
export function PartyCards({ setup, onEdit }: { setup: Setup; onEdit: (party: DraftParty) => void }) {
  const t = useTexts(initiateTexts)
  const words = useTexts(contractWords)
  const language = useLanguage()
  const { draft, change, faults } = setup
  const [lift, setLift] = useState<Lift>()
  const [said, setSaid] = useState('')
  const ordered = draft.order === 'sequential' && draft.parties.length > 1

  const move = (party: DraftParty, to: number) => {
    const after = change((before) => withPartyAt(before, party.id, to))
    const at = after.parties.findIndex((other) => other.id === party.id)
    setSaid(t.movedTo(party.name, at + 1))
    return at
  }
  const drag = (party: DraftParty, dy: number) => {
    const from = lift?.from ?? 0
    const to = Math.max(0, Math.min(draft.parties.length - 1, from + Math.round(dy / step)))
    const at = draft.parties.findIndex((other) => other.id === party.id)
    if (to !== at) move(party, to)
    setLift({ id: party.id, from, dy: dy - (to - from) * step })
  }

  return (
    <>
      <View role="list">
        {draft.parties.map((party, index) => {
          const errors = (['partyName', 'partyPhone', 'partyAuth', 'parties', 'handler'] as const)
            .map((at) => faultAt(faults, at, language, party.id))
            .filter((text): text is string => Boolean(text))
          const lifted = lift?.id === party.id
          const note =
            party.kind === 'organization'
              ? `${t.own}${words.dot}${t.handler} ${party.handler?.name ?? t.me}`
              : `${t.person}${words.dot}${party.phone}`

          return (
            <View
              key={party.id}
              role="listitem"
              className={lifted ? 'party party--lifted' : 'party'}
              style={lifted ? { transform: `translateY(${lift.dy}px)` } : undefined}
            >
              <Card as="div" flush party={partyColour(draft, party.id)}>
                <View className="party__top">
                  {ordered && (
                    <View className="party__number" aria-hidden>
                      {index + 1}
                    </View>
                  )}
                  <Press
                    id={controlId({ at: 'partyName', partyId: party.id })}
                    className="party__open"
                    onPress={() => onEdit(party)}
                  >
                    <IdentityMark
                      name={party.name || '?'}
                      kind={party.kind}
                      party={partyColour(draft, party.id)}
                    />
                    <View as="span" className="party__words">
                      <View as="span" className="party__name">
                        {party.name || t.person}
                      </View>
                      <View as="span" className="party__note">
                        {note}
                      </View>
                    </View>
                  </Press>
                  {ordered && (
                    <DragBox
                      className="party__handle"
                      label={t.drag(party.name, index + 1, draft.parties.length)}
                      reachable
                      onStart={() => setLift({ id: party.id, from: index, dy: 0 })}
                      onMove={(_dx, dy) => drag(party, dy)}
                      onEnd={() => setLift(undefined)}
                      onCancel={() => setLift(undefined)}
                      onKey={(key) => {
                        if (key !== 'ArrowUp' && key !== 'ArrowDown') return false
                        move(party, index + (key === 'ArrowUp' ? -1 : 1))
                        return true
                      }}
                    >
                      <Icon name="drag" />
                    </DragBox>
                  )}
                </View>
                <Press
                  id={controlId({ at: 'partyAuth', partyId: party.id })}
                  className="party__methods"
                  onPress={() => onEdit(party)}
                >
                  <View as="span" className="party__label">
                    {t.methods}
                  </View>
                  <View as="span" className="party__value">
                    {party.auth.map((method) => words.auth[method]).join(words.and) || '–'}
                  </View>
                  <Icon name="forward" size={16} />
                </Press>
                {errors.map((text) => (
                  <View key={text} className="party__error" role="alert">
                    {text}
                  </View>
                ))}
              </Card>
            </View>
          )
        })}
      </View>
      <View className="unseen" aria-live="polite">
        {said}
      </View>
    </>
  )
}
