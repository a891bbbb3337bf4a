import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { ErrorState } from '@/components/ui/error-state'
import { Field } from '@/components/ui/field'
import { ListRow } from '@/components/ui/list-row'
import { RadioMark } from '@/components/ui/radio'
import { Sheet } from '@/components/ui/sheet'
import { Tick } from '@/components/ui/tick'
import { View } from '@/components/ui/view'
import type { AuthMethod } from '#types/identity'
import { useMe } from '@/data/session'
import { useAnswer } from '@/data/use-answer'
import { contractWords } from '@/locales/contract-words'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { checkSetup, type Fault } from '../check-draft'
import { startDraft, type DraftParty } from '../draft'
import { faultAt } from '../fault-words'
import { initiateTexts } from '../texts'

const methods: readonly AuthMethod[] = ['face', 'captcha', 'password']

export interface PartySheetProps {
  party: DraftParty
  /** Faults found earlier, also those of the server. */
  faults: readonly Fault[]
  onSave: (party: DraftParty) => void
  /** Absent for a party that is only being added. */
  onRemove?: () => Promise<void>
  onClose: () => void
}

/** One party: name and phone of a person, handler of the own company, and how they prove themselves. */
export function PartySheet({ party, faults, onSave, onRemove, onClose }: PartySheetProps) {
  const t = useTexts(initiateTexts)
  const words = useTexts(contractWords)
  const language = useLanguage()
  const [edited, setEdited] = useState(party)
  const [own, setOwn] = useState<readonly Fault[]>(faults)
  const at = (place: Fault['at']) => faultAt(own, place, language, party.id)

  const save = () => {
    const alone = { ...startDraft('', 0), parties: [edited] }
    const found = checkSetup(alone, 0).filter((fault) => fault.partyId === party.id)
    setOwn(found)
    if (found.length === 0)
      onSave(edited.kind === 'person' ? { ...edited, name: edited.name.trim() } : edited)
  }
  const toggle = (method: AuthMethod, on: boolean) =>
    setEdited((before) => ({
      ...before,
      auth: methods.filter((other) => (other === method ? on : before.auth.includes(other))),
    }))

  return (
    <Sheet
      open
      title={edited.kind === 'person' ? t.editPerson : edited.name}
      onClose={onClose}
      bar={
        <>
          {onRemove && (
            <Button kind="danger" onPress={() => void onRemove()}>
              {t.remove}
            </Button>
          )}
          <Button fill onPress={save}>
            {t.save}
          </Button>
        </>
      }
    >
      <View className="party-form">
        {edited.kind === 'person' ? (
          <>
            <Field
              label={t.personName}
              value={edited.name}
              placeholder={t.personNamePlaceholder}
              maxLength={40}
              error={at('partyName')}
              autoFocus={!edited.name}
              onChange={(name) => setEdited({ ...edited, name })}
            />
            <Field
              label={t.phone}
              kind="phone"
              value={edited.phone}
              placeholder={t.phonePlaceholder}
              maxLength={11}
              error={at('partyPhone')}
              onChange={(phone) => setEdited({ ...edited, phone: phone.replace(/\D/g, '').slice(0, 11) })}
              onConfirm={save}
            />
          </>
        ) : (
          <Handlers
            value={edited.handler?.accountId}
            onChange={(handler) => setEdited({ ...edited, handler })}
          />
        )}
        <View className="party-form__group">{t.methods}</View>
        <View className="party-form__hint">{t.methodsHint}</View>
        {methods.map((method) => (
          <Tick
            key={method}
            checked={edited.auth.includes(method)}
            invalid={Boolean(at('partyAuth'))}
            onChange={(on) => toggle(method, on)}
          >
            {words.auth[method]}
          </Tick>
        ))}
        {at('partyAuth') && (
          <View className="setup__error" role="alert">
            {at('partyAuth')}
          </View>
        )}
      </View>
    </Sheet>
  )
}

interface HandlersProps {
  value: string | undefined
  onChange: (handler: { accountId: string; name: string } | null) => void
}

/** Employees who may act for the company; oneself unless another is chosen (CON-31). */
export function useHandlers() {
  const { me } = useMe()
  const answer = useAnswer('organization', 'listEmployees', {})
  const others = answer.data?.items.filter((employee) => employee.accountId !== me?.accountId) ?? []
  return { me, answer, others }
}

function Handlers({ value, onChange }: HandlersProps) {
  const t = useTexts(initiateTexts)
  const { me, answer, others } = useHandlers()

  return (
    <>
      <View className="party-form__group">{t.handler}</View>
      <Card flush as="div">
        <View role="radiogroup" aria-label={t.handler}>
          <ListRow
            label={me?.person?.name ?? t.me}
            note={me?.phoneMasked}
            strong
            plain
            role="radio"
            checked={value === undefined}
            value={<RadioMark checked={value === undefined} />}
            onPress={() => onChange(null)}
          />
          {others.map((employee) => (
            <ListRow
              key={employee.accountId}
              label={employee.name}
              note={employee.phoneMasked}
              strong
              plain
              role="radio"
              checked={value === employee.accountId}
              value={<RadioMark checked={value === employee.accountId} />}
              onPress={() => onChange({ accountId: employee.accountId, name: employee.name })}
            />
          ))}
        </View>
      </Card>
      {answer.isError && (
        <ErrorState title={t.employeesFailed} error={answer.error} onRetry={() => void answer.refetch()} />
      )}
    </>
  )
}
