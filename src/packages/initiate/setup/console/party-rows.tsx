import { useState } from 'react'
import { DragBox } from '@/components/document/drag-box'
import { Field } from '@/components/ui/field'
import { Icon } from '@/components/ui/icon'
import { IdentityMark } from '@/components/ui/identity-mark'
import type { AuthMethod } from '#types/identity'
import { contractWords } from '@/locales/contract-words'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { partyColour, withPartyAt, type DraftParty } from '../../draft'
import { faultAt } from '../../fault-words'
import { initiateTexts } from '../../texts'
import '@/components/document/party-ink.scss'
import { useHandlers } from '../party-sheet'
import { controlId, type Setup } from '../use-setup'

const methods: readonly AuthMethod[] = ['face', 'captcha', 'password']
const icons = { face: 'face', captcha: 'message', password: 'lock' } as const

/** A card a party, number and colour at the left; what is typed stands at its place, and so do faults. */
export function PartyRows({ setup }: { setup: Setup }) {
  const t = useTexts(initiateTexts)
  const { draft, change } = setup
  const [lift, setLift] = useState<{ id: string; from: number; dy: number; step: number }>()
  const [said, setSaid] = useState('')
  const ordered = draft.order === 'sequential' && draft.parties.length > 1

  const move = (party: DraftParty, to: number) => {
    const after = change((before) => withPartyAt(before, party.id, to))
    setSaid(t.movedTo(party.name, after.parties.findIndex((other) => other.id === party.id) + 1))
  }
  const drag = (party: DraftParty, dy: number) => {
    if (!lift) return
    const to = Math.max(0, Math.min(draft.parties.length - 1, lift.from + Math.round(dy / lift.step)))
    if (draft.parties[to]?.id !== party.id) move(party, to)
    setLift({ ...lift, dy: dy - (to - lift.from) * lift.step })
  }

  return (
    <>
      <div role="list">
        {draft.parties.map((party, index) => (
          <div
            key={party.id}
            id={`row-${party.id}`}
            role="listitem"
            className={`party-row party-ink-${partyColour(draft, party.id)} ${lift?.id === party.id ? 'party-row--lifted' : ''}`}
            style={lift?.id === party.id ? { transform: `translate(12px, ${lift.dy}px)` } : undefined}
          >
            <div className="party-row__order">
              {ordered && (
                <>
                  <DragBox
                    className="party-row__handle"
                    label={t.drag(party.name, index + 1, draft.parties.length)}
                    reachable
                    onStart={() => {
                      const height = document.getElementById(`row-${party.id}`)?.offsetHeight ?? 128
                      setLift({ id: party.id, from: index, dy: 0, step: height + 12 })
                    }}
                    onMove={(_dx, dy) => drag(party, dy)}
                    onEnd={() => setLift(undefined)}
                    onCancel={() => setLift(undefined)}
                    onKey={(key) => {
                      if (key !== 'ArrowUp' && key !== 'ArrowDown') return false
                      move(party, index + (key === 'ArrowUp' ? -1 : 1))
                      return true
                    }}
                  >
                    <Icon name="drag" size={20} />
                  </DragBox>
                  <b className="party-row__number">{index + 1}</b>
                </>
              )}
            </div>
            <PartyForm setup={setup} party={party} />
          </div>
        ))}
      </div>
      <p className="unseen" aria-live="polite">
        {said}
      </p>
    </>
  )
}

function PartyForm({ setup, party }: { setup: Setup; party: DraftParty }) {
  const t = useTexts(initiateTexts)
  const words = useTexts(contractWords)
  const language = useLanguage()
  const { draft, faults, putParty } = setup
  const at = (place: 'partyName' | 'partyPhone' | 'partyAuth' | 'handler' | 'parties') =>
    faultAt(faults, place, language, party.id)
  const toggle = (method: AuthMethod) =>
    putParty({
      ...party,
      auth: methods.filter((other) => (other === method) !== party.auth.includes(other)),
    })
  const whole = at('parties') ?? at('partyAuth')

  return (
    <div className="party-row__form">
      <header className="party-row__head">
        <IdentityMark
          name={party.name || '?'}
          kind={party.kind}
          party={partyColour(draft, party.id)}
          size={24}
        />
        <span className="party-row__name">{party.name || t.person}</span>
        <span className="party-row__tag">{party.kind === 'organization' ? t.own : t.person}</span>
        <button
          type="button"
          className="task__icon party-row__remove"
          aria-label={`${t.remove} ${party.name}`}
          onClick={() => void setup.removeParty(party)}
        >
          <Icon name="trash" size={16} />
        </button>
      </header>
      <div className="party-row__fields">
        {party.kind === 'person' ? (
          <>
            <Field
              id={controlId({ at: 'partyName', partyId: party.id })}
              label={t.personName}
              value={party.name}
              placeholder={t.personNamePlaceholder}
              maxLength={40}
              error={at('partyName')}
              onChange={(name) => putParty({ ...party, name })}
            />
            <Field
              id={controlId({ at: 'partyPhone', partyId: party.id })}
              label={t.phone}
              kind="phone"
              value={party.phone}
              placeholder={t.phonePlaceholder}
              maxLength={11}
              error={at('partyPhone')}
              onChange={(phone) => putParty({ ...party, phone: phone.replace(/\D/g, '').slice(0, 11) })}
            />
          </>
        ) : (
          <HandlerSelect party={party} onChange={putParty} error={at('handler')} />
        )}
      </div>
      <div
        id={controlId({ at: 'partyAuth', partyId: party.id })}
        className="party-row__methods"
        role="group"
        aria-label={t.methods}
      >
        <span className="flow-facts__label">{t.methods}</span>
        {methods.map((method) => {
          const on = party.auth.includes(method)
          return (
            <button
              key={method}
              type="button"
              role="checkbox"
              aria-checked={on}
              className={on ? 'method-tag method-tag--on' : 'method-tag'}
              onClick={() => toggle(method)}
            >
              <Icon name={on ? icons[method] : 'plus'} size={14} />
              {words.auth[method]}
            </button>
          )
        })}
      </div>
      {whole && (
        <p className="setup__error" role="alert">
          {whole}
        </p>
      )}
    </div>
  )
}

interface HandlerSelectProps {
  party: Extract<DraftParty, { kind: 'organization' }>
  onChange: (party: DraftParty) => void
  error?: string
}

function HandlerSelect({ party, onChange, error }: HandlerSelectProps) {
  const t = useTexts(initiateTexts)
  const { me, others } = useHandlers()
  const id = `handler-${party.id}`

  return (
    <div>
      <label className="flow-facts__label" htmlFor={id}>
        {t.handler}
      </label>
      <select
        id={id}
        className="party-row__select"
        value={party.handler?.accountId ?? ''}
        onChange={(event) => {
          const chosen = others.find((employee) => employee.accountId === event.target.value)
          onChange({ ...party, handler: chosen ? { accountId: chosen.accountId, name: chosen.name } : null })
        }}
      >
        <option value="">{`${me?.person?.name ?? t.me}  ${me?.phoneMasked ?? ''}`}</option>
        {others.map((employee) => (
          <option key={employee.accountId} value={employee.accountId}>
            {`${employee.name}  ${employee.phoneMasked}`}
          </option>
        ))}
      </select>
      {error && (
        <p className="setup__error" role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
