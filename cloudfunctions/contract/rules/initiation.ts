import type { PartyInput, SigningOrder } from '#types/contract'
import { day } from '#platform/kernel/calendar'
import { Refusal } from '#platform/kernel/refusal'
import type { Field } from '../model/contract'
import type { PageSize } from './pages'
import { personIdentity } from './person-name'

export interface Initiation {
  name: string
  deadline: number
  order: SigningOrder
  parties: readonly PartyInput[]
}

export interface InitiationFacts {
  now: number
  pages: readonly PageSize[]
  organizationName: string
}

/** Sign areas of one contract; keeps the contract document small (each is about 90 bytes). */
export const maxFields = 400
/** Points a rounding page may lose at an edge. */
const slack = 0.5
/** A deadline further away is a slip of the pen: no calendar shows it, no certificate reaches it. */
const longestWait = 10 * 366 * day
/** Control characters, and those that turn the direction of the text behind them: a name must read as it is. */
const unreadable = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u
/** A mark smaller than this cannot be read, in points. */
const leastSide = 8

/** Checks an initiation as CON-30…47 ask. @throws Refusal naming the field at fault */
export function checkInitiation(input: Initiation, facts: InitiationFacts): void {
  const length = [...input.name].length
  if (length < 1 || length > 200) throw new Refusal('NAME', { field: 'name' })
  if (unreadable.test(input.name)) throw new Refusal('INPUT_INVALID', { field: 'name' })
  if (input.deadline <= facts.now || input.deadline > facts.now + longestWait)
    throw new Refusal('DEADLINE', { field: 'deadline' })
  if (input.parties.length === 0) throw new Refusal('NO_SIGNATORY', { field: 'parties' })

  const seen = new Set<string>()
  let fields = 0
  input.parties.forEach((party, i) => {
    const name = nameOf(party, facts)
    if (unreadable.test(name)) throw new Refusal('INPUT_INVALID', { field: `parties.${i}.name` })
    const identity = party.kind === 'organization' ? 'organization' : personIdentity(party.phone, party.name)
    // CON-30: the same person in the same capacity twice.
    if (seen.has(identity)) throw new Refusal('DUP_SIGNATORY', { field: `parties.${i}`, params: { name } })
    seen.add(identity)
    if (party.auth.length === 0) throw new Refusal('AUTH_EMPTY', { field: `parties.${i}.auth` })
    checkFields(party, i, name, facts.pages)
    fields += party.fields.length
  })
  if (fields > maxFields) throw new Refusal('TOO_MANY_FIELDS', { params: { max: maxFields } })
}

function checkFields(party: PartyInput, i: number, name: string, pages: readonly PageSize[]): void {
  // An organization signs with its seal, its handler's own signature is an extra; a person has no seal.
  const main = party.kind === 'organization' ? 'seal' : 'signature'
  if (!party.fields.some((f) => f.type === main))
    throw new Refusal('NO_SIGN_AREA', { field: `parties.${i}.fields`, params: { name } })
  party.fields.forEach((f, j) => {
    const field = `parties.${i}.fields.${j}`
    if (party.kind === 'person' && f.type === 'seal') throw new Refusal('INPUT_INVALID', { field })
    const page = pages[f.page]
    const inside =
      page !== undefined &&
      f.x >= -slack &&
      f.y >= -slack &&
      f.x + f.width <= page.width + slack &&
      f.y + f.height <= page.height + slack
    if (!inside) throw new Refusal('FIELD_OUTSIDE', { field })
    if (f.width < leastSide || f.height < leastSide) throw new Refusal('INPUT_INVALID', { field })
  })
}

const nameOf = (party: PartyInput, facts: InitiationFacts) =>
  party.kind === 'organization' ? facts.organizationName : party.name

/** Ids inside one contract: short and stable, `p1`, `p1f2`. */
export const partyIdAt = (index: number) => `p${index + 1}`

export const fieldsOf = (party: PartyInput, index: number): Field[] =>
  party.fields.map((f, j) => ({
    id: `${partyIdAt(index)}f${j + 1}`,
    type: f.type,
    page: f.page,
    x: f.x,
    y: f.y,
    width: f.width,
    height: f.height,
  }))

/** Each method once, in the order chosen. */
export const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)]
