import { Refusal } from '#platform/kernel/refusal'
import type { Account } from '../model/account'

type SigningPassword = NonNullable<Account['signingPassword']>

/** dec-9: 5 failures lock for 30 minutes. */
const maxFailures = 5
const lockMs = 30 * 60_000

/** SIGN-13. @throws Refusal PWD_FORMAT or PWD_REPEAT */
export function requirePasswordForm(password: string, repeat: string): void {
  if (!/^\d{6}$/.test(password)) throw new Refusal('PWD_FORMAT', { field: 'password' })
  if (password !== repeat) throw new Refusal('PWD_REPEAT', { field: 'repeat' })
}

export const newPassword = (hash: string): SigningPassword => ({ hash, failures: 0, lockedUntil: 0 })

/** @throws Refusal PWD_MISSING, PWD_LOCKED */
export function requireUsable(password: SigningPassword | null, now: number): SigningPassword {
  if (!password) throw new Refusal('PWD_MISSING')
  if (password.lockedUntil > now)
    throw new Refusal('PWD_LOCKED', { params: { minutes: Math.ceil((password.lockedUntil - now) / 60_000) } })
  return password
}

/**
 * Counts a try as failed before it is compared and locks with the fifth, so that parallel guesses gain nothing.
 * {@link passwordAccepted} takes it back.
 */
export function takePasswordTry(password: SigningPassword, now: number): SigningPassword {
  const failures = password.failures + 1
  return failures >= maxFailures
    ? { ...password, failures: 0, lockedUntil: now + lockMs }
    : { ...password, failures }
}

export const passwordAccepted = (password: SigningPassword): SigningPassword => ({
  ...password,
  failures: 0,
  lockedUntil: 0,
})

/** The refusal of a wrong password, given its state after the try. */
export function wrongPassword(password: SigningPassword, now: number): Refusal {
  if (password.lockedUntil > now)
    return new Refusal('PWD_LOCKED', {
      params: { minutes: Math.ceil((password.lockedUntil - now) / 60_000) },
    })
  return new Refusal('PWD', { params: { triesLeft: maxFailures - password.failures } })
}
