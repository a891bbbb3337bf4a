import { day, startOfDay } from '#platform/kernel/calendar'
import { Refusal } from '#platform/kernel/refusal'

/** D5: 5 failures of an identity a day. Opening checks is limited too: each costs money and asks the authority. */
const maxFailures = 5
const maxStarts = 20

/** @throws Refusal FACE_LIMIT until midnight in Shanghai */
export function requireFaceAllowed(today: { failures: number; starts: number }, now: number): void {
  if (today.failures < maxFailures && today.starts < maxStarts) return
  const hours = Math.ceil((startOfDay(now) + day - now) / 3_600_000)
  throw new Refusal('FACE_LIMIT', { params: { hours } })
}

/** Whether an outcome counts as a failed comparison. A cancelled or broken check says nothing about the person. */
export const countsAsFailure = (reason: string) =>
  reason === 'FACE_MISMATCH' || reason === 'FACE_FAILED' || reason === 'IDENTITY_MISMATCH'
