import type { ErrorCode } from '#types/errors'
import type { ActiveIdentity } from '#types/identity'
import type { Contract, Party } from '../model/contract'
import { isLapsed, isOpen } from './life'

/** Who scanned the code. `anybody`: nobody is signed in. */
export type Scanner =
  | { kind: 'anybody' }
  | {
      kind: 'account'
      accountId: string
      phoneLookup: string
      /** Look-up over phone and verified name; null before real-name authentication. */
      personLookup: string | null
      active: ActiveIdentity
      /** Sees the contract under the active identity. */
      sees: boolean
    }

export type Next = 'sign-in' | 'real-name' | 'switch' | 'sign' | 'wait' | 'view' | 'not-signer' | 'ended'

export interface Landing {
  next: Next
  switchTo?: ActiveIdentity
  refusal?: Extract<ErrorCode, 'PHONE_NOT_SIGNER' | 'NAME_NOT_SIGNER'>
}

/** Where a signature code leads this scanner (CON-48, SIGN-02). A scanner without a part in it learns no content. */
export function landingOf(contract: Contract, scanner: Scanner, now: number): Landing {
  const running = isOpen(contract.status) && !isLapsed(contract, now)
  if (scanner.kind === 'anybody') return { next: running ? 'sign-in' : 'ended' }
  const role = bestRole(contract, scanner)
  if (role) {
    if (!sameIdentity(role.identity, scanner.active)) return { next: 'switch', switchTo: role.identity }
    if (!running || !role.party) return { next: 'view' }
    return { next: nextOf(role.party) }
  }
  if (scanner.sees) return { next: 'view' }
  if (!running) return { next: 'ended' }
  return notYet(contract, scanner)
}

interface Role {
  party: Party | null
  identity: ActiveIdentity
}

type Account = Extract<Scanner, { kind: 'account' }>

/** The scanner's own part: what he can do now comes first, then what he is under the active identity. */
function bestRole(contract: Contract, scanner: Account): Role | null {
  const roles: Role[] = contract.parties
    .filter((p) => isOwn(p, scanner))
    .map((party) => ({ party, identity: identityOf(party) }))
  if (contract.initiator.accountId === scanner.accountId)
    roles.push({
      party: null,
      identity: { kind: 'organization', organizationId: contract.initiator.organizationId },
    })
  const weight = (role: Role) =>
    (role.party?.state === 'PENDING_SIGN' ? 4 : 0) +
    (sameIdentity(role.identity, scanner.active) ? 2 : 0) +
    (role.party ? 1 : 0)
  return roles.sort((a, b) => weight(b) - weight(a))[0] ?? null
}

function isOwn(party: Party, scanner: Account): boolean {
  if (party.accountId) return party.accountId === scanner.accountId
  return scanner.personLookup !== null && party.personLookup === scanner.personLookup
}

const identityOf = (party: Party): ActiveIdentity =>
  party.organizationId === null
    ? { kind: 'person' }
    : { kind: 'organization', organizationId: party.organizationId }

const sameIdentity = (a: ActiveIdentity, b: ActiveIdentity) =>
  a.kind === 'organization' && b.kind === 'organization'
    ? a.organizationId === b.organizationId
    : a.kind === b.kind

function nextOf(party: Party): Next {
  if (party.state === 'PENDING_SIGN') return 'sign'
  return party.state === 'WAITING' ? 'wait' : 'view'
}

/** The phone comes first, then the verified name: each has its own remedy (SIGN-03, SIGN-22). */
function notYet(contract: Contract, scanner: Account): Landing {
  const open = contract.parties.filter((p) => p.kind === 'person' && !p.accountId)
  const samePhone = open.some((p) => p.phoneLookup === scanner.phoneLookup)
  if (!samePhone) return { next: 'not-signer', refusal: 'PHONE_NOT_SIGNER' }
  if (scanner.personLookup === null) return { next: 'real-name' }
  return { next: 'not-signer', refusal: 'NAME_NOT_SIGNER' }
}

/** The one unsigned person's masked phone, so that he knows which account to use; none when several could be meant. */
export function expectedPhone(contract: Contract): string | undefined {
  const open = contract.parties.filter((p) => p.kind === 'person' && p.state !== 'SIGNED')
  return open.length === 1 ? open[0]?.phoneMasked : undefined
}
