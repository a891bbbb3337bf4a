import type { Answer } from '#types/action'
import { networkError } from './call-error'
import { csrfToken } from './csrf.h5'
import type { Request } from './transport'

export type { Request }

const patience = 65_000

/** Carries one request to the host's route of a room. Throws NETWORK when no answer came back. */
export async function send({ room, action, data, key }: Request): Promise<Answer> {
  const giveUp = new AbortController()
  const timer = setTimeout(() => giveUp.abort(), patience)

  try {
    const response = await fetch(`/invoke/${room}`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json', 'x-csrf': csrfToken() },
      body: JSON.stringify({ action, data, key }),
      signal: giveUp.signal,
    })
    const answer: unknown = await response.json()
    if (isAnswer(answer)) return answer
  } catch {
    // Whether the function ran is unknown: the caller repeats with the same key.
  } finally {
    clearTimeout(timer)
  }
  throw networkError()
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'ok' in value && 'requestId' in value
}
