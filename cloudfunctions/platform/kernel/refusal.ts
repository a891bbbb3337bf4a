import { errorCatalogue, type ErrorCode } from '#types/errors'

export interface RefusalFacts {
  /** Path of the input field at fault, e.g. `parties.0.phone`. */
  field?: string
  /** Values for the placeholders of the message and for the page. */
  params?: Record<string, string | number>
}

const brand = Symbol.for('qianli.refusal')

/** A named refusal from the catalogue. Thrown by rules and actions; it rolls back and changes nothing. */
export class Refusal extends Error {
  readonly [brand] = true
  constructor(
    readonly code: ErrorCode,
    readonly facts: RefusalFacts = {},
  ) {
    super(code)
    this.name = 'Refusal'
  }
}

/** True for refusals of any bundle: every function carries its own copy of this class, so `instanceof` is not enough. */
export function isRefusal(e: unknown): e is Refusal {
  return typeof e === 'object' && e !== null && brand in e
}

/** Both messages of a refusal with its params filled in. */
export function messageOf(code: ErrorCode, facts: RefusalFacts = {}): { zh: string; en: string } {
  const { zh, en } = errorCatalogue[code]
  const values: Record<string, string | number> = {
    ...(facts.field ? { field: facts.field } : {}),
    ...facts.params,
  }
  const fill = (text: string) =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
  return { zh: fill(zh), en: fill(en) }
}
