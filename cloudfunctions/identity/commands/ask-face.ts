import { isProviderFailure, type Deps, type FaceOutcome } from '#platform/kernel/ports'
import { Refusal } from '#platform/kernel/refusal'

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
