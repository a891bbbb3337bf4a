import type { Contract, Party } from '../model/contract'
import { isActive, isOpen } from './life'

/**
 * Who a contract is listed for. Keys:
 * - `o:<organizationId>`: the organization as a whole (its super administrator and holders of the view permission)
 * - `e:<organizationId>/<accountId>`: an employee, for contracts he started or handles for that organization
 * - `a:<accountId>`: a person who is bound to a party
 * - `p:<lookup>`: the person with this phone and verified name, while nobody is bound yet
 */
export const organizationKey = (organizationId: string) => `o:${organizationId}`
export const employeeKey = (organizationId: string, accountId: string) => `e:${organizationId}/${accountId}`
export const accountKey = (accountId: string) => `a:${accountId}`
export const personKey = (personLookup: string) => `p:${personLookup}`

/** Marks added to a viewer's key. */
export const initiatedBy = (key: string) => `${key}|i`
export const receivedBy = (key: string) => `${key}|r`
export const openFor = (key: string) => `${key}|open`
export const waitingFor = (key: string) => `${key}|mine`
export const othersFor = (key: string) => `${key}|others`

/** Keys of the one who acts for a party. */
export function partyKey(
  party: Pick<Party, 'kind' | 'organizationId' | 'accountId' | 'personLookup'>,
): string {
  if (party.kind === 'organization') return employeeKey(party.organizationId ?? '', party.accountId ?? '')
  return party.accountId ? accountKey(party.accountId) : personKey(party.personLookup)
}

type Audience = Pick<Contract, 'viewers' | 'pending'>

/** The two indexed sets of a contract, derived from its state each time it changes. */
export function audienceOf(contract: Pick<Contract, 'status' | 'initiator' | 'parties'>): Audience {
  const { initiator, parties } = contract
  const initiators = [
    organizationKey(initiator.organizationId),
    employeeKey(initiator.organizationId, initiator.accountId),
  ]
  const all = new Set(initiators)
  for (const party of parties) {
    all.add(partyKey(party))
    if (party.organizationId) all.add(organizationKey(party.organizationId))
  }
  const viewers = [...all].flatMap((key) => [
    key,
    initiators.includes(key) ? initiatedBy(key) : receivedBy(key),
  ])
  if (!isOpen(contract.status)) return { viewers, pending: [] }
  const acting = new Set(parties.filter((p) => isActive(p.state)).map(partyKey))
  const pending = [...all]
    .filter((key) => !key.startsWith('o:'))
    .flatMap((key) => [openFor(key), acting.has(key) ? waitingFor(key) : othersFor(key)])
  return { viewers, pending }
}
