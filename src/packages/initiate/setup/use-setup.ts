import { useCallback, useState } from 'react'
import { toast } from '@/components/ui/toast'
import { confirm } from '@/components/ui/dialog'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { checkSetup, type Fault } from '../check-draft'
import { withFile, withoutParty, withParty, type Draft, type DraftFile, type DraftParty } from '../draft'
import { changeDraft, dropDraft, useDraft } from '../draft-store'
import { wordsOfFault } from '../fault-words'
import { openPage } from '@/platform/navigate'
import { showControl } from '../show-control'
import { initiateTexts } from '../texts'
import { useUpload } from './use-upload'

/** Everything the page of file, parties and facts does, for phone and console. */
export function useSetup(organizationId: string, organizationName: string) {
  const t = useTexts(initiateTexts)
  const language = useLanguage()
  const draft = useDraft(organizationId)
  const [checked, setChecked] = useState(false)

  const change = useCallback(
    (step: (draft: Draft) => Draft) => changeDraft(organizationId, step),
    [organizationId],
  )
  const onReady = useCallback(
    (file: DraftFile) => {
      change((before) => withFile(before, file))
    },
    [change],
  )
  const upload = useUpload(onReady)
  const faults: Fault[] = checked ? checkSetup(draft, Date.now()) : []

  const next = () => {
    const found = checkSetup(draft, Date.now())
    const [first] = found
    setChecked(found.length > 0)
    if (!first) return openPage('initiatePlace')
    toast(wordsOfFault(first, language), 'failed')
    // After the errors are drawn: they move what is below them.
    setTimeout(() => showControl(controlId(first)), 50)
  }
  const removeParty = async (party: DraftParty) => {
    const name = party.name || t.person
    const placed = draft.fields.some((field) => field.partyId === party.id)
    const sure =
      !placed ||
      (await confirm({ title: t.removeTitle(name), text: t.removeText, confirm: t.remove, kind: 'danger' }))
    if (sure) change((before) => withoutParty(before, party.id))
    return sure
  }
  const startOver = async () => {
    const sure = await confirm({
      title: t.startOverTitle,
      text: t.startOverText,
      confirm: t.startOver,
      kind: 'danger',
    })
    if (!sure) return
    dropDraft()
    setChecked(false)
  }

  return {
    organizationId,
    organizationName,
    draft,
    change,
    upload,
    faults,
    next,
    removeParty,
    startOver,
    putParty: (party: DraftParty) => change((before) => withParty(before, party)),
  }
}

export type Setup = ReturnType<typeof useSetup>

/** Id of the control a fault belongs to. */
export function controlId(fault: Pick<Fault, 'at' | 'partyId'>): string {
  return fault.partyId ? `control-${fault.partyId}-${fault.at}` : `control-${fault.at}`
}
