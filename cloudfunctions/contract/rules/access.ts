import type { Contract, Party } from '../model/contract'
import type { Standing } from './view'

/** Who looks at a contract, reduced to what decides about access. */
export type Viewer =
  | {
      kind: 'employee'
      accountId: string
      organizationId: string
      /** `contract.view.organization`: sees every contract of the organization. */
      viewAll: boolean
      /** `contract.revoke.organization`: revokes for the organization (T20). */
      revokeAll: boolean
    }
  | {
      kind: 'person'
      accountId: string
      /** Look-up over phone and verified name; null before real-name authentication. */
      personLookup: string | null
    }

export interface Relation extends Standing {
  /** The party the viewer acts for under this identity. */
  party: Party | null
}

/** What a viewer is to a contract; null when he may not even know that it exists (MGT-13). */
export function relationTo(contract: Contract, viewer: Viewer): Relation | null {
  return viewer.kind === 'employee' ? ofEmployee(contract, viewer) : ofPerson(contract, viewer)
}

function ofEmployee(contract: Contract, viewer: Extract<Viewer, { kind: 'employee' }>): Relation | null {
  const own = contract.parties.filter((p) => p.organizationId === viewer.organizationId)
  const party = own.find((p) => p.accountId === viewer.accountId) ?? null
  const initiatingSide = contract.initiator.organizationId === viewer.organizationId
  const initiator = initiatingSide && contract.initiator.accountId === viewer.accountId
  const colleague = viewer.viewAll && (initiatingSide || own.length > 0)
  // T20: the initiator, or who holds the right for the initiating organization.
  const mayRevoke = initiator || (initiatingSide && viewer.revokeAll)
  if (!party && !initiator && !colleague && !mayRevoke) return null
  return { party, partyState: party?.state ?? null, initiatingSide, mayRevoke }
}

function ofPerson(contract: Contract, viewer: Extract<Viewer, { kind: 'person' }>): Relation | null {
  const party = contract.parties.find((p) => p.kind === 'person' && isPerson(p, viewer))
  return party ? { party, partyState: party.state, initiatingSide: false, mayRevoke: false } : null
}

/** Once an account is bound, only that account is the party; before, whoever holds phone and name. */
function isPerson(party: Party, viewer: Extract<Viewer, { kind: 'person' }>): boolean {
  if (party.accountId) return party.accountId === viewer.accountId
  return viewer.personLookup !== null && party.personLookup === viewer.personLookup
}
