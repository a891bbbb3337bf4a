import type { ActiveIdentity } from '#types/identity'
import type { PermissionPoint } from '#types/permissions'
import type { Deps } from './ports'
import type { UnitOfWork } from './unit-of-work'

/** What the host knows about a call before any room looks at it. Read in the first synchronous statement. */
export interface RawIdentity {
  /** WeChat identity of the call (weapp), vouched for by the platform. */
  openid?: string
  /** Session token of a browser, from its HttpOnly cookie. */
  sessionToken?: string
  /** True for timers and the host itself. */
  system?: boolean
  ip?: string
  userAgent?: string
}

/** The employee side of a caller who acts for an organization. */
export interface ActingEmployee {
  organizationId: string
  organizationName: string
  permissions: readonly PermissionPoint[]
}

/** The verified person behind an account. */
export interface VerifiedPerson {
  name: string
  /** Decrypts on demand; never logged, never sent out. */
  idNumber(): string
  verifiedAt: number
  simulated: boolean
}

export type Caller =
  | { kind: 'nobody'; raw: RawIdentity }
  | { kind: 'system' }
  | {
      kind: 'account'
      accountId: string
      phone(): string
      phoneLookup: string
      phoneMasked: string
      person: VerifiedPerson | null
      active: ActiveIdentity
      /** Set when active is an organization and the account is its active employee. */
      employee: ActingEmployee | null
      /** Id of the browser session, null for WeChat calls. */
      sessionId: string | null
      raw: RawIdentity
    }

export type AccountCaller = Extract<Caller, { kind: 'account' }>

/** A new or ended browser session, carried out by the host as a cookie and never shown to scripts. */
export type SessionChange = { set: { token: string; csrf: string; expiresAt: number } } | { clear: true }

export interface Context<C extends Caller = Caller> {
  deps: Deps
  caller: C
  requestId: string
  /** Start of the request, epoch ms: the one time all decisions of it use. */
  now: number
  /** Idempotency key of the client; empty for queries. */
  key: string
  /** Commits the one transaction of a command, together with its idempotency record and outbox rows. */
  commit<R>(body: (work: UnitOfWork) => Promise<R>): Promise<R>
  setSession(change: SessionChange): void
}
