import { Conflict, Duplicate } from '#platform/kernel/store'

/**
 * What the SDK threw, as the store's own errors where they say the same. The SDK wraps an error inside an operation
 * as -501001 with the real code in its text, and one at commit with a code of its own.
 */
export function translateCloudError(e: unknown): unknown {
  if (typeof e !== 'object' || e === null) return e
  const { code, errCode, errMsg, message } = e as Record<string, unknown>
  const text = [code, errCode, errMsg, message].map(String).join(' ')
  if (/TRANSACTION_?CONFLICT|WriteConflict/i.test(text))
    return new Conflict('A document was changed meanwhile')
  if (/E11000|DuplicateWrite|duplicate key/i.test(text)) return new Duplicate('The id exists already')
  return e
}

/** Runs a call of the SDK and translates what it throws. */
export async function calling<R>(call: () => Promise<R>): Promise<R> {
  try {
    return await call()
  } catch (e) {
    throw translateCloudError(e)
  }
}
