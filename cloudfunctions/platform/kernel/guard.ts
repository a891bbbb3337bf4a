import type { Guard } from '#types/action'
import type { Caller } from './context'
import { Refusal } from './refusal'

/** @throws Refusal when the caller may not call actions of this guard at all. */
export function requireGuard(guard: Guard, caller: Caller): void {
  if (guard.who === 'anyone') return
  if (guard.who === 'system') {
    if (caller.kind !== 'system') throw new Refusal('NO_PERMISSION')
    return
  }
  if (caller.kind !== 'account') throw new Refusal('SIGN_IN_REQUIRED')
  if (guard.who === 'person' && !caller.person) throw new Refusal('REAL_NAME_REQUIRED')
  if (guard.who === 'employee') {
    // ID-82: acting for an organization requires a verified person.
    if (!caller.person || !caller.employee?.permissions.includes(guard.permission))
      throw new Refusal('NO_PERMISSION')
  }
}
