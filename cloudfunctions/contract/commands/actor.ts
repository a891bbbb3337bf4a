import type { AuditActor } from '#platform/evidence/audit-chain'
import type { AccountCaller } from '#platform/kernel/context'

/** Who did it, as the audit chain says it: an employee for his organization, or a person. */
export const actorOf = (caller: AccountCaller): AuditActor => ({
  kind: caller.employee ? 'employee' : 'person',
  id: caller.accountId,
  name: caller.person?.name ?? '',
})

/** The clock, when nobody acts. */
export const systemActor: AuditActor = { kind: 'system', id: 'system' }

/** Where a call came from, for the evidence of an act (SIGN-17). */
export const originOf = (caller: AccountCaller) => ({
  ...(caller.raw.ip ? { ip: caller.raw.ip } : {}),
  ...(caller.raw.userAgent ? { device: caller.raw.userAgent.slice(0, 300) } : {}),
  channel: caller.raw.openid ? 'wechat' : 'browser',
})
