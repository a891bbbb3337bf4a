import type { ErrorCode } from '#types/errors'
import type { Draft, DraftParty } from './draft'

/** One fault of a draft. `at` names the control: `name`, `deadline`, `file`, `parties` or a party's part. */
export interface Fault {
  code: ErrorCode
  partyId?: string
  at:
    | 'file'
    | 'name'
    | 'deadline'
    | 'parties'
    | 'partyName'
    | 'partyPhone'
    | 'partyAuth'
    | 'partyFields'
    | 'handler'
  params?: Record<string, string | number>
  /** Text of the server, when it was the server who found it. */
  said?: { zh: string; en: string }
}

const phoneShape = /^1[3-9]\d{9}$/

function partyKey(party: DraftParty): string {
  return party.kind === 'organization' ? 'own organization' : `person ${party.phone} ${party.name.trim()}`
}

function checkParty(party: DraftParty): Fault[] {
  const faults: Fault[] = []
  if (party.kind === 'person') {
    const name = party.name.trim()
    if (!name || name.length > 40) faults.push({ code: 'NAME_INVALID', at: 'partyName', partyId: party.id })
    if (!phoneShape.test(party.phone)) {
      faults.push({ code: 'PHONE_INVALID', at: 'partyPhone', partyId: party.id })
    }
  }
  if (party.auth.length === 0) faults.push({ code: 'AUTH_EMPTY', at: 'partyAuth', partyId: party.id })
  return faults
}

/** Faults of file, name, deadline and parties, in the order they stand on the page. The server checks again. */
export function checkSetup(draft: Draft, now: number): Fault[] {
  const faults: Fault[] = []
  const name = draft.name.trim()
  if (!draft.file) faults.push({ code: 'UPLOAD_INCOMPLETE', at: 'file' })
  if (draft.file && (!name || name.length > 200)) faults.push({ code: 'NAME', at: 'name' })
  if (draft.parties.length === 0) faults.push({ code: 'NO_SIGNATORY', at: 'parties' })

  const seen = new Map<string, DraftParty>()
  for (const party of draft.parties) {
    const own = checkParty(party)
    faults.push(...own)
    if (own.some((fault) => fault.at === 'partyPhone')) continue
    if (seen.has(partyKey(party))) {
      const at = party.kind === 'person' ? 'partyPhone' : 'parties'
      faults.push({ code: 'DUP_SIGNATORY', at, partyId: party.id, params: { name: party.name } })
    }
    seen.set(partyKey(party), party)
  }
  if (draft.deadline <= now) faults.push({ code: 'DEADLINE', at: 'deadline' })
  return faults
}

/** A company needs a place for its seal, a person one for the signature; a date alone is none (CON-36). */
export function isPlaced(draft: Pick<Draft, 'fields'>, party: Pick<DraftParty, 'id' | 'kind'>): boolean {
  const main = party.kind === 'organization' ? 'seal' : 'signature'
  return draft.fields.some((field) => field.partyId === party.id && field.type === main)
}

/** Everything that stands in the way of sending, faults of the setup first. */
export function checkDraft(draft: Draft, now: number): Fault[] {
  const missing = draft.parties
    .filter((party) => !isPlaced(draft, party))
    .map((party): Fault => ({
      code: 'NO_SIGN_AREA',
      at: 'partyFields',
      partyId: party.id,
      params: { name: party.name },
    }))
  return [...checkSetup(draft, now), ...missing]
}

const partyParts: Record<string, Fault['at']> = {
  name: 'partyName',
  phone: 'partyPhone',
  auth: 'partyAuth',
  fields: 'partyFields',
  handlerAccountId: 'handler',
}

const wholeParts: Record<string, Fault['at']> = {
  uploadId: 'file',
  name: 'name',
  deadline: 'deadline',
  parties: 'parties',
}

/** Where a codes without a field belongs. */
const partsOfCode: Partial<Record<ErrorCode, Fault['at']>> = {
  NAME: 'name',
  DEADLINE: 'deadline',
  NO_SIGNATORY: 'parties',
  DUP_SIGNATORY: 'parties',
  NO_SIGN_AREA: 'partyFields',
  FIELD_OUTSIDE: 'partyFields',
  AUTH_EMPTY: 'partyAuth',
  MEMBER_INVALID: 'handler',
  UPLOAD_INCOMPLETE: 'file',
  FILE_SIGNED: 'file',
  FILE_UNREADABLE: 'file',
}

/** Puts a refusal of the server at its control; null when it belongs to none and is shown as a notice. */
export function faultOfRefusal(
  draft: Draft,
  refusal: {
    code: ErrorCode
    message: { zh: string; en: string }
    field?: string
    params?: Record<string, string | number>
  },
): Fault | null {
  const [head = '', index, part = ''] = (refusal.field ?? '').split('.')
  const byName = draft.parties.find((other) => other.name === refusal.params?.name)
  const party = head === 'parties' && index !== undefined ? draft.parties[Number(index)] : byName
  const at = (party && partyParts[part]) ?? partsOfCode[refusal.code] ?? wholeParts[head]
  if (!at) return null

  const params = refusal.params
  return {
    code: refusal.code,
    at,
    said: refusal.message,
    ...(party ? { partyId: party.id } : {}),
    ...(params ? { params } : {}),
  }
}
