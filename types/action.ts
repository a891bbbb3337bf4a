import type { ZodType, output as ZodOutput, input as ZodInput } from 'zod'
import type { ErrorCode } from './errors'
import type { PermissionPoint } from './permissions'

/**
 * Who may call an action, checked by the kernel before the handler runs.
 * - `anyone`: open to a caller without a session (sign-in, landing of a signature code)
 * - `account`: any signed-in account; the data are the account's own
 * - `person`: signed in and real-name verified
 * - `employee`: acts for an organization as an active employee whose roles hold the permission point
 * - `participant`: signed in; the action itself decides from its relation to the resource (`authorize` is mandatory)
 * - `system`: the timer or the host, never a client
 */
export type Guard =
  | { who: 'anyone' }
  | { who: 'account' }
  | { who: 'person' }
  | { who: 'employee'; permission: PermissionPoint }
  | { who: 'participant' }
  | { who: 'system' }

/** One use case as data: from it come the typed client, the permission matrix test and the API reference. */
export interface ActionContract<
  I extends ZodType = ZodType,
  O extends ZodType = ZodType,
  G extends Guard = Guard,
> {
  room: string
  name: string
  /** `command` changes state and needs an idempotency key; `query` does not. */
  kind: 'query' | 'command'
  guard: G
  /** One sentence for the API reference, English. */
  summary: string
  input: I
  output: O
  /** Refusals this action may answer beyond those of the guard and of input parsing. */
  errors: readonly ErrorCode[]
}

type Spec<I extends ZodType, O extends ZodType, G extends Guard> = Omit<
  ActionContract<I, O, G>,
  'room' | 'name'
>

export type InputOf<C> = C extends ActionContract<infer I, ZodType> ? ZodInput<I> : never
export type ParsedInputOf<C> = C extends ActionContract<infer I, ZodType> ? ZodOutput<I> : never
export type OutputOf<C> = C extends ActionContract<ZodType, infer O> ? ZodOutput<O> : never

/** Declares one action contract; its name is given by the key it stands under in {@link defineActions}. */
export function spec<I extends ZodType, O extends ZodType, const G extends Guard>(
  s: Spec<I, O, G>,
): Spec<I, O, G> {
  return s
}

/** Names the contracts of one room. Keys are action names in camelCase, verb first. */
export function defineActions<T extends Record<string, Spec<ZodType, ZodType, Guard>>>(
  room: string,
  specs: T,
): { [K in keyof T]: T[K] extends Spec<infer I, infer O, infer G> ? ActionContract<I, O, G> : never } {
  const named = Object.entries(specs).map(([name, s]) => [name, { ...s, room, name }] as const)
  return Object.fromEntries(named) as never
}

/** Envelope of every answer. `message` is in both languages; details of unknown failures never leak. */
export type Answer<T = unknown> =
  { ok: true; data: T; requestId: string } | { ok: false; error: AnswerError; requestId: string }

export interface AnswerError {
  code: ErrorCode
  message: { zh: string; en: string }
  /** Path of the input field at fault, e.g. `parties.0.phone`. */
  field?: string
  /** Facts the page may show, e.g. `{ triesLeft: 3 }`. */
  params?: Record<string, string | number>
}
