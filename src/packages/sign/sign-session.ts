import type { AuthMethod } from '#types/identity'
import type { ContractDetail, PartyView, Place, FieldType } from '#types/contract'
import { inReadingOrder } from '../../components/document/geometry'

export type OwnField = Place & { id: string; type: FieldType }

/** What the signer put on one field: a saved personal signature or a company seal. */
export type Mark = { fieldId: string; signatureId: string } | { fieldId: string; sealId: string }

/**
 * One person's signing of one contract, from the first mark to the receipt. Kept on the device, so that the face
 * page, a closed tab or a lost network lose nothing.
 */
export interface SignSession {
  contractId: string
  marks: Mark[]
  /** The last page was on the screen once: reading comes before signing. */
  reachedEnd: boolean
  step: 'read' | 'auth'
  consent: boolean
  challenge: { id: string; method: AuthMethod } | null
  /** Key of the signing intent; the same for every retry of the same act. */
  intent: { key: string; of: string } | null
}

export function startSession(contractId: string): SignSession {
  return {
    contractId,
    marks: [],
    reachedEnd: false,
    step: 'read',
    consent: false,
    challenge: null,
    intent: null,
  }
}

export function myParty(contract: ContractDetail): PartyView | null {
  return contract.partyViews.find((party) => party.id === contract.myPartyId) ?? null
}

/** Own fields that need a mark, in reading order; dates fill themselves (SIGN-17). */
export function ownFields(party: PartyView | null): OwnField[] {
  return inReadingOrder((party?.fields ?? []).filter((field) => field.type !== 'date'))
}

/** May the viewer sign now? False before the own turn and after the end. */
export function canSign(contract: ContractDetail): boolean {
  return contract.actions.includes('sign') && myParty(contract) !== null
}

export function markOf(session: SignSession, fieldId: string): Mark | undefined {
  return session.marks.find((mark) => mark.fieldId === fieldId)
}

/** Marks of fields that still exist: a kept session may be older than the contract. */
export function soundMarks(session: SignSession, fields: readonly OwnField[]): Mark[] {
  return fields.flatMap((field) => {
    const mark = markOf(session, field.id)
    const fits = mark && (field.type === 'seal' ? 'sealId' in mark : 'signatureId' in mark)
    return fits ? [mark] : []
  })
}

export function putMarks(session: SignSession, marks: readonly Mark[]): SignSession {
  const replaced = new Set(marks.map((mark) => mark.fieldId))
  const kept = session.marks.filter((mark) => !replaced.has(mark.fieldId))
  return { ...session, marks: [...kept, ...marks] }
}

/** Takes a deleted signature off every field it was put on. */
export function withoutSignature(session: SignSession, signatureId: string): SignSession {
  const marks = session.marks.filter((mark) => !('signatureId' in mark) || mark.signatureId !== signatureId)
  return { ...session, marks }
}

export interface Progress {
  /** Number (from 1) of the next open field, or the count when all are done. */
  at: number
  total: number
  next: OwnField | null
  open: OwnField[]
}

export function progressOf(session: SignSession, fields: readonly OwnField[]): Progress {
  const done = new Set(soundMarks(session, fields).map((mark) => mark.fieldId))
  const open = fields.filter((field) => !done.has(field.id))
  const next = open[0] ?? null
  return { at: next ? fields.indexOf(next) + 1 : fields.length, total: fields.length, next, open }
}

/** What the one button of the reading page does now. */
export type ReadingStep = 'go-to-next' | 'read-to-end' | 'confirm'

export function readingStep(session: SignSession, fields: readonly OwnField[]): ReadingStep {
  if (progressOf(session, fields).next) return 'go-to-next'
  return session.reachedEnd ? 'confirm' : 'read-to-end'
}

/**
 * Names the signing act: the same marks under the same challenge keep their key, so that a retry after a dropped
 * network gets the one result; anything else is a new act with a new key.
 */
export function withIntent(
  session: SignSession,
  fields: readonly OwnField[],
  newKey: () => string,
): SignSession {
  const of = JSON.stringify([session.challenge?.id ?? null, soundMarks(session, fields)])
  if (session.intent?.of === of) return session
  return { ...session, intent: { key: newKey(), of } }
}

/** Methods of the plan in the order they are offered; the usual one of this device first. */
export function offeredMethods(party: PartyView, usual: string | undefined): AuthMethod[] {
  const order: AuthMethod[] = ['face', 'captcha', 'password']
  const offered = order.filter((method) => party.auth.includes(method))
  return offered.sort((a, b) => Number(b === usual) - Number(a === usual))
}
