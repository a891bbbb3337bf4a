import { useState } from 'react'
import type { Me } from '#types/identity'
import { AgreementLinks } from '@/components/consent/agreement-links'
import { Card } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { Icon } from '@/components/ui/icon'
import { ListRow } from '@/components/ui/list-row'
import { Notice } from '@/components/ui/notice'
import { Press } from '@/components/ui/press'
import { StatusChip } from '@/components/ui/status-chip'
import { Tick } from '@/components/ui/tick'
import { View } from '@/components/ui/view'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { uiTexts } from '@/locales/ui-texts'
import type { CallError } from '@/platform/call-error'
import type { RealNameDraft } from './draft'
import { realNameTexts } from './real-name-texts'

interface RealNameFormProps {
  me: Me
  draft: RealNameDraft
  onChange: (draft: RealNameDraft) => void
  /** The person has pressed the button: say what is missing. */
  checked: boolean
  error: CallError | undefined
}

/** The least possible form, then consent in two separate ticks. */
export function RealNameForm({ me, draft, onChange, checked, error }: RealNameFormProps) {
  const t = useTexts(realNameTexts)
  const ui = useTexts(uiTexts)
  const language = useLanguage()
  const [hidden, setHidden] = useState(false)
  const refusal = error?.words[language]
  const nameError = error?.field === 'name' || error?.code === 'NAME_INVALID'
  const numberError = error?.field === 'idNumber' || error?.code === 'DOC_NUMBER_INVALID'
  const missing = {
    name: checked && draft.name.trim().length < 2 ? t.nameWrong : undefined,
    idNumber: checked && !/^\d{17}[\dXx]$/.test(draft.idNumber) ? t.idNumberWrong : undefined,
    consent: checked && !(draft.general && draft.sensitive),
  }

  return (
    <>
      <Card flush>
        <ListRow label={t.docType} value={t.idCard} />
        <Field
          shape="row"
          label={t.name}
          value={draft.name}
          maxLength={40}
          placeholder={t.nameHint}
          autoComplete="name"
          error={missing.name ?? (nameError ? refusal : undefined)}
          onChange={(name) => onChange({ ...draft, name })}
        />
        <Field
          shape="row"
          kind="idcard"
          hidden={hidden}
          label={t.idNumber}
          value={draft.idNumber}
          maxLength={18}
          placeholder={t.idNumberHint}
          error={missing.idNumber ?? (numberError ? refusal : undefined)}
          trail={
            <Press
              className="real-name__eye"
              label={hidden ? ui.show : ui.hide}
              onPress={() => setHidden(!hidden)}
            >
              <Icon name={hidden ? 'eyeOff' : 'eye'} />
            </Press>
          }
          onChange={(idNumber) =>
            onChange({ ...draft, idNumber: idNumber.replace(/[^\dXx]/g, '').toUpperCase() })
          }
        />
        <ListRow
          label={t.phone}
          value={
            <>
              <View as="span" className="real-name__phone">
                {me.phoneMasked}
              </View>
              <StatusChip tone="done">{t.phoneVerified}</StatusChip>
            </>
          }
        />
      </Card>
      <View as="h3" className="real-name__section">
        {t.consents}
      </View>
      <Tick
        checked={draft.general}
        invalid={missing.consent && !draft.general}
        onChange={(general) => onChange({ ...draft, general })}
        after={<AgreementLinks />}
      >
        {t.general}
      </Tick>
      <Tick
        checked={draft.sensitive}
        invalid={missing.consent && !draft.sensitive}
        onChange={(sensitive) => onChange({ ...draft, sensitive })}
      >
        {t.sensitive}
      </Tick>
      {missing.consent && (
        <Notice tone="refused" alert>
          {t.consentMissing}
        </Notice>
      )}
      {refusal && !nameError && !numberError && (
        <Notice tone="refused" alert>
          {refusal}
        </Notice>
      )}
    </>
  )
}
