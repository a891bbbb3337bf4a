import type { PartyInput, SigningOrder } from '#types/contract'
import type { ConversionNotice } from '#types/document'
import type { AuthMethod } from '#types/identity'
import type { PageSize } from '../../components/document/geometry'
import type { PlacedField } from '../../components/document/placement/placed-field'

export interface DraftFile {
  uploadId: string
  filename: string
  /** Bytes. */
  size: number
  pages: PageSize[]
  /** What looks otherwise than in the original; absent when the file was a PDF. */
  notices?: ConversionNotice[]
}

export type DraftParty =
  | {
      id: string
      kind: 'organization'
      name: string
      /** Null until chosen otherwise: the server takes the caller (CON-31). */
      handler: { accountId: string; name: string } | null
      auth: AuthMethod[]
    }
  | { id: string; kind: 'person'; name: string; phone: string; auth: AuthMethod[] }

/** A contract that is being prepared. Saved on this device after every change, without asking (CON-71). */
export interface Draft {
  version: 1
  /** Organization that will initiate; a draft is resumed only under it. */
  organizationId: string
  file: DraftFile | null
  name: string
  /** True once somebody typed the name: another file then no longer changes it. */
  nameTyped: boolean
  /** Epoch ms. */
  deadline: number
  order: SigningOrder
  parties: DraftParty[]
  fields: PlacedField[]
  savedAt: number
}

/** The usual proof: face and signing password (CON-40); a person without a password uses the code by SMS. */
export const usualAuth: AuthMethod[] = ['face', 'captcha', 'password']

const day = 24 * 60 * 60 * 1000
const shanghai = 8 * 60 * 60 * 1000

/** 23:59:59 Asia/Shanghai, fifteen days ahead. */
export function usualDeadline(now: number): number {
  const midnight = Math.floor((now + shanghai) / day) * day - shanghai
  return midnight + 16 * day - 1000
}

export function startDraft(organizationId: string, now: number): Draft {
  return {
    version: 1,
    organizationId,
    file: null,
    name: '',
    nameTyped: false,
    deadline: usualDeadline(now),
    order: 'any',
    parties: [],
    fields: [],
    savedAt: now,
  }
}

/** The contract name a file suggests: its name without extension, at most 200 characters (CON-47). */
export function nameFromFile(filename: string): string {
  return filename
    .replace(/^.*[\\/]/, '')
    .replace(/\.(pdf|docx?|xlsx?|txt|png|jpe?g|bmp)$/i, '')
    .trim()
    .slice(0, 200)
}

/** Puts another file in. Sign areas of the old one are dropped: they point at other pages. */
export function withFile(draft: Draft, file: DraftFile): Draft {
  const same = draft.file?.uploadId === file.uploadId
  return {
    ...draft,
    file,
    name: draft.nameTyped && draft.name ? draft.name : nameFromFile(file.filename),
    fields: same ? draft.fields : [],
  }
}

export function withoutParty(draft: Draft, partyId: string): Draft {
  return {
    ...draft,
    parties: draft.parties.filter((party) => party.id !== partyId),
    fields: draft.fields.filter((field) => field.partyId !== partyId),
  }
}

/** Moves a party to another position (0 = first); beyond the ends it stays at the end. */
export function withPartyAt(draft: Draft, partyId: string, position: number): Draft {
  const party = draft.parties.find((other) => other.id === partyId)
  if (!party) return draft
  const others = draft.parties.filter((other) => other.id !== partyId)
  const at = Math.max(0, Math.min(others.length, position))
  return { ...draft, parties: [...others.slice(0, at), party, ...others.slice(at)] }
}

export function withParty(draft: Draft, party: DraftParty): Draft {
  const known = draft.parties.some((other) => other.id === party.id)
  const parties = known
    ? draft.parties.map((other) => (other.id === party.id ? party : other))
    : [...draft.parties, party]
  return { ...draft, parties }
}

/** Number (1…6) of the colour a party has in this contract; it stays when parties change places. */
export function partyColour(draft: Pick<Draft, 'parties'>, partyId: string): number {
  const order = [...draft.parties].sort((a, b) => serial(a.id) - serial(b.id))
  const index = order.findIndex((party) => party.id === partyId)
  return (Math.max(0, index) % 6) + 1
}

function serial(partyId: string): number {
  return Number(partyId.replace(/\D/g, '')) || 0
}

/** An id for the next party: `p1`, `p2`…, never used before in this draft. */
export function nextPartyId(draft: Pick<Draft, 'parties'>): string {
  return `p${Math.max(0, ...draft.parties.map((party) => serial(party.id))) + 1}`
}

/** What `contract.initiate` takes. Coordinates stay points of the page as displayed. */
export function partiesForServer(draft: Draft): PartyInput[] {
  return draft.parties.map((party): PartyInput => {
    const fields = draft.fields
      .filter((field) => field.partyId === party.id)
      .map(({ page, x, y, width, height, type }) => ({ page, x, y, width, height, type }))

    if (party.kind === 'organization') {
      const handlerAccountId = party.handler?.accountId
      return {
        kind: 'organization',
        ...(handlerAccountId ? { handlerAccountId } : {}),
        auth: party.auth,
        fields,
      }
    }
    return { kind: 'person', name: party.name.trim(), phone: party.phone, auth: party.auth, fields }
  })
}
