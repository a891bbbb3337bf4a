import type { Deps, FaceOutcome } from '#platform/kernel/ports'
import { Refusal } from '#platform/kernel/refusal'

/** Ports live in the host's bundle and this in a function's: each has its own copy of the class, only the name is one. */
export const isProviderFailure = (e: unknown): boolean => e instanceof Error && e.name === 'ProviderFailure'

/** A provider that fails or does not answer is never a success. @throws Refusal FACE_UNAVAILABLE */
export async function orUnavailable<R>(ask: () => Promise<R>): Promise<R> {
  try {
    return await ask()
  } catch (e) {
    if (isProviderFailure(e)) throw new Refusal('FACE_UNAVAILABLE')
    throw e
  }
}

/** Outcome of a running check. While the provider does not answer it stays pending; past its end it is over. */
export async function askFace(
  deps: Deps,
  check: { requestId: string; expiresAt: number },
  now: number,
): Promise<FaceOutcome> {
  const over = check.expiresAt <= now
  try {
    const outcome = await deps.face.result(check.requestId)
    return outcome.state === 'pending' && over ? { state: 'failed', reason: 'FACE_CANCELLED' } : outcome
  } catch (e) {
    if (!isProviderFailure(e)) throw e
    return over ? { state: 'failed', reason: 'FACE_UNAVAILABLE' } : { state: 'pending' }
  }
}
