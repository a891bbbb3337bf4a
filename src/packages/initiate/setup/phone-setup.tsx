import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { DateTimePicker } from '@/components/ui/date-time-picker'
import { Icon } from '@/components/ui/icon'
import { ListRow } from '@/components/ui/list-row'
import { PageFrame } from '@/components/ui/page-frame'
import { Stepper } from '@/components/ui/stepper'
import { Switch } from '@/components/ui/switch'
import { View } from '@/components/ui/view'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { dayAndTime } from '@/locales/when'
import { nextPartyId, usualAuth, type DraftParty } from '../draft'
import { faultAt } from '../fault-words'
import { initiateTexts } from '../texts'
import { FilePart } from './file-part'
import { PartyCards } from './party-cards'
import { PartySheet } from './party-sheet'
import type { Setup } from './use-setup'
import './setup.scss'

/** Who signs, in which order, how each proves himself, until when. */
export function PhoneSetup({ setup }: { setup: Setup }) {
  const t = useTexts(initiateTexts)
  const language = useLanguage()
  const { draft, change, faults } = setup
  const [edited, setEdited] = useState<DraftParty>()
  const hasOwn = draft.parties.some((party) => party.kind === 'organization')

  const add = (kind: 'organization' | 'person') => {
    const id = nextPartyId(draft)
    if (kind === 'person') setEdited({ id, kind, name: '', phone: '', auth: usualAuth })
    else setup.putParty({ id, kind, name: setup.organizationName, handler: null, auth: usualAuth })
  }
  const partiesFault = faultAt(faults, 'parties', language)

  return (
    <PageFrame
      title={t.title}
      back
      pinned={
        <View className="setup__stepper">
          <Stepper steps={t.steps} current={draft.file ? 1 : 0} />
        </View>
      }
      bar={
        draft.file && (
          <>
            <View className="setup__saved">
              <Icon name="check" size={16} />
              <View as="span">{t.saved}</View>
            </View>
            <Button fill onPress={setup.next}>
              {t.next}
            </Button>
          </>
        )
      }
    >
      <FilePart setup={setup} />
      {draft.file && (
        <>
          <View className="setup__section">
            <View as="h2" id="control-parties" className="t3">
              {t.parties}
            </View>
            {draft.parties.length > 1 && (
              <View className="setup__order">
                <View as="span">{t.sequential}</View>
                <Switch
                  checked={draft.order === 'sequential'}
                  label={t.sequential}
                  onChange={(on) => change((before) => ({ ...before, order: on ? 'sequential' : 'any' }))}
                />
              </View>
            )}
          </View>
          {partiesFault && (
            <View className="setup__error" role="alert">
              {partiesFault}
            </View>
          )}
          <PartyCards setup={setup} onEdit={setEdited} />
          <View className="setup__add">
            {!hasOwn && (
              <Button kind="quiet" icon="company" onPress={() => add('organization')}>
                {t.addOwn}
              </Button>
            )}
            <Button kind="quiet" icon="personAdd" onPress={() => add('person')}>
              {t.addPerson}
            </Button>
          </View>
          <Card flush className="setup__facts" id="control-deadline">
            <DateTimePicker
              value={draft.deadline}
              min={Date.now()}
              label={t.deadline}
              onChange={(deadline) => change((before) => ({ ...before, deadline }))}
            >
              <ListRow
                label={t.deadline}
                value={
                  <>
                    <View as="span">{dayAndTime(draft.deadline, language)}</View>
                    <Icon name="forward" size={16} />
                  </>
                }
              />
            </DateTimePicker>
          </Card>
          {faultAt(faults, 'deadline', language) && (
            <View className="setup__error" role="alert">
              {faultAt(faults, 'deadline', language)}
            </View>
          )}
          <View className="setup__over">
            <Button kind="text" size="small" onPress={() => void setup.startOver()}>
              {t.startOver}
            </Button>
          </View>
        </>
      )}
      {edited && (
        <PartySheet
          party={edited}
          faults={faults}
          onSave={(party) => {
            setup.putParty(party)
            setEdited(undefined)
          }}
          onRemove={
            draft.parties.some((party) => party.id === edited.id)
              ? async () => {
                  if (await setup.removeParty(edited)) setEdited(undefined)
                }
              : undefined
          }
          onClose={() => setEdited(undefined)}
        />
      )}
    </PageFrame>
  )
}
