import type { ActionInput, ActionName, ActionOutput, Room } from '#types/api'
import { CallError } from './call-error'
import { send, type Request } from './transport'

const pauses = [400, 1200, 3000]

/**
 * Calls an action that only reads. Repeats over a broken network; a refusal is thrown as {@link CallError}.
 * The types come from the room's contract: `await query('contract', 'get', { contractId })`.
 */
export function query<R extends Room, A extends ActionName<R>>(
  room: R,
  action: A,
  data: ActionInput<R, A>,
): Promise<ActionOutput<R, A>> {
  return persist({ room, action, data })
}

/**
 * Calls an action that changes something. `key` names the person's intent (see {@link newKey}): repeated with the
 * same key, by us over a broken network or by the person pressing again, the server answers the first result.
 */
export function command<R extends Room, A extends ActionName<R>>(
  room: R,
  action: A,
  data: ActionInput<R, A>,
  key: string = newKey(),
): Promise<ActionOutput<R, A>> {
  return persist({ room, action, data, key })
}

/** A new idempotency key: one for each thing a person wants done, kept while it is retried. */
export function newKey(): string {
  return `${Date.now().toString(36)}-${randomWords(3)
    .map((word) => word.toString(36).padStart(7, '0'))
    .join('')}`
}

/** Random 32-bit numbers. Mini-programs have no synchronous source but Math.random; keys are unique names, not secrets. */
function randomWords(count: number): number[] {
  const source: Partial<Crypto> | undefined = typeof crypto === 'undefined' ? undefined : crypto
  if (source?.getRandomValues) return [...source.getRandomValues(new Uint32Array(count))]
  return Array.from({ length: count }, () => Math.floor(Math.random() * 0x100000000))
}

async function persist<T>(request: Request): Promise<T> {
  for (const pause of pauses) {
    try {
      return await once(request)
    } catch (error) {
      if (!mayRepeat(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }

  return once(request)
}

async function once<T>(request: Request): Promise<T> {
  const answer = await send(request)
  if (answer.ok) return answer.data as T
  throw new CallError(answer.error, answer.requestId)
}

/** A lost answer and a busy server pass; every other refusal would be the same again. */
function mayRepeat(error: unknown): boolean {
  return error instanceof CallError && (error.code === 'NETWORK' || error.code === 'BUSY')
}
