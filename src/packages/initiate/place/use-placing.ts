import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react'
import type { FieldType } from '#types/contract'
import type { FieldLook } from '@/components/document/placement/layer'
import {
  place,
  startPlacement,
  type Placement,
  type PlacementStep,
} from '@/components/document/placement/placement'
import type { PlacedField } from '@/components/document/placement/placed-field'
import type { ViewerHandle } from '@/components/document/viewer/types'
import type { ImageWidth } from '@/components/document/page-images'
import { confirm } from '@/components/ui/dialog'
import { toast } from '@/components/ui/toast'
import { queryClient } from '@/data/query-client'
import { useCommand } from '@/data/use-command'
import { useLanguage } from '@/locales/language'
import { textsNow, useTexts } from '@/locales/texts'
import { dayAndTime } from '@/locales/when'
import { newKey, query } from '@/platform/call'
import { checkDraft, faultOfRefusal, isPlaced, type Fault } from '../check-draft'
import { partiesForServer, partyColour, type Draft, type DraftFile, type DraftParty } from '../draft'
import { changeDraft, dropDraft } from '../draft-store'
import { wordsOfFault } from '../fault-words'
import { replacePage } from '@/platform/navigate'
import { backToSetup } from '../own-pages'
import { initiateTexts } from '../texts'

/** What a party can be given: a company seals (its handler may sign as well), a person signs. */
export function toolsOf(party: DraftParty | undefined): FieldType[] {
  if (!party) return []
  return party.kind === 'organization' ? ['seal', 'signature', 'date'] : ['signature', 'date']
}

/** Everything the placing page does, for phone and console. */
export function usePlacing(draft: Draft, file: DraftFile) {
  const t = useTexts(initiateTexts)
  const language = useLanguage()
  const { organizationId } = draft
  const reducer = useCallback(
    (state: Placement, step: PlacementStep) => place(state, step, file.pages),
    [file],
  )
  const [state, step] = useReducer(reducer, draft.fields, startPlacement)
  const [partyId, setPartyId] = useState(
    () => draft.parties.find((party) => !isPlaced(draft, party))?.id ?? draft.parties[0]?.id,
  )
  const [armed, setArmed] = useState<FieldType>()
  const [faults, setFaults] = useState<Fault[]>([])
  const handle = useRef<ViewerHandle>(null)
  const { run, busy, error, clear } = useCommand('contract', 'initiate')
  const party = draft.parties.find((one) => one.id === partyId) ?? draft.parties[0]
  const tools = toolsOf(party)
  const tool = armed && tools.includes(armed) ? armed : tools[0]

  useEffect(() => {
    changeDraft(organizationId, (before) => ({ ...before, fields: state.fields }))
    setFaults((before) => before.filter((fault) => fault.at !== 'partyFields'))
  }, [organizationId, state.fields])

  // What the server refused stands at its control; the rest is said.
  useEffect(() => {
    if (!error) return
    const fault =
      error.code === 'NETWORK'
        ? null
        : faultOfRefusal(draft, {
            code: error.code,
            message: error.words,
            field: error.field,
            params: error.params,
          })
    toast(error.words[language], 'failed')
    if (fault) setFaults([fault])
    if (fault?.partyId) setPartyId(fault.partyId)
    clear()
  }, [error, draft, language, clear])

  const load = useCallback(
    (page: number, width: ImageWidth) =>
      query('document', 'getPage', { source: { kind: 'upload', uploadId: file.uploadId }, page, width }),
    [file.uploadId],
  )
  const add = useCallback(
    (type: FieldType, at: { page: number; x: number; y: number }) => {
      if (party) step({ do: 'add', id: newKey(), partyId: party.id, type, page: at.page, at })
    },
    [party],
  )
  const onTap = (point: { page: number; x: number; y: number }) => {
    if (state.selected) step({ do: 'select', id: null })
    else if (tool) add(tool, point)
  }
  const dropTool = (type: FieldType, x: number, y: number) => {
    const at = handle.current?.locate(x, y)
    if (at) add(type, at)
  }
  const addInView = (type: FieldType) => {
    const at = handle.current?.middle()
    if (at) add(type, at)
  }
  /** Carried over the edge of its page onto another one. */
  const onCarry = (field: PlacedField, x: number, y: number) => {
    const at = handle.current?.locate(x, y)
    if (!at || at.page === field.page) return
    const rect = {
      x: at.x - field.width / 2,
      y: at.y - field.height / 2,
      width: field.width,
      height: field.height,
    }
    step({ do: 'carry', id: field.id, page: at.page, rect })
  }
  const copy = (field: PlacedField) => step({ do: 'copy', id: field.id, newId: newKey() })
  const everyPage = (field: PlacedField) =>
    step({ do: 'every-page', id: field.id, newIds: file.pages.map(() => newKey()) })

  const look = useMemo(() => {
    const faulty = new Set(faults.filter((fault) => fault.at === 'partyFields').map((fault) => fault.partyId))
    return (field: PlacedField): FieldLook => {
      const owner = draft.parties.find((one) => one.id === field.partyId)?.name ?? ''
      return {
        party: partyColour(draft, field.partyId),
        owner,
        words: t.tools[field.type],
        label: t.areaLabel(owner, t.tools[field.type], field.page + 1),
        faulty: faulty.has(field.partyId),
      }
    }
  }, [draft, faults, t])

  const initiate = async () => {
    const ready = { ...draft, fields: state.fields }
    const found = checkDraft(ready, Date.now())
    const [first] = found
    setFaults(found)
    if (first) {
      toast(wordsOfFault(first, language), 'failed')
      if (first.at === 'partyFields' && first.partyId) setPartyId(first.partyId)
      else backToSetup()
      return
    }
    const words = textsNow(initiateTexts)
    const sure = await confirm({
      title: words.confirmTitle,
      text: words.confirmText(ready.name.trim(), ready.parties.length, dayAndTime(ready.deadline, language)),
      confirm: words.initiate,
    })
    if (!sure) return
    const answer = await run({
      uploadId: file.uploadId,
      name: ready.name.trim(),
      deadline: ready.deadline,
      order: ready.order,
      parties: partiesForServer(ready),
    })
    if (!answer) return
    void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'identity' })
    replacePage('initiateSent', { id: answer.contractId })
    dropDraft()
  }

  return {
    draft,
    file,
    state,
    step,
    party,
    setPartyId,
    tools,
    tool,
    setTool: setArmed,
    faults,
    handle,
    load,
    look,
    onTap,
    dropTool,
    addInView,
    onCarry,
    copy,
    everyPage,
    initiate,
    busy,
    countOf: (id: string) => state.fields.filter((field) => field.partyId === id).length,
    placedOf: (one: DraftParty) => isPlaced({ fields: state.fields }, one),
  }
}

export type Placing = ReturnType<typeof usePlacing>
