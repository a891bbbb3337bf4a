import type { ContractRow } from '#types/contract'
import type { Contract } from '../model/contract'
import { relationTo, type Relation, type Viewer } from '../rules/access'
import { isLapsed, signedCount } from '../rules/life'
import { actionsOf, labelOf } from '../rules/view'

/** A contract as a row of the viewer's list. Null when he may not see it. */
export function rowFor(contract: Contract, viewer: Viewer, now: number): ContractRow | null {
  const relation = relationTo(contract, viewer)
  return relation && rowOf(contract, viewer, relation, now)
}

export function rowOf(contract: Contract, viewer: Viewer, relation: Relation, now: number): ContractRow {
  const { initiator } = contract
  return {
    id: contract.id,
    number: contract.number,
    name: contract.name,
    status: contract.status,
    label: labelOf(contract.status, relation),
    signed: signedCount(contract),
    total: contract.parties.length,
    // Colleagues want to know which of them; the other side deals with the organization (CON-97).
    initiatorName: relation.initiatingSide ? initiator.name : initiator.organizationName,
    initiatedByMe: relation.initiatingSide && initiator.accountId === viewer.accountId,
    parties: contract.parties.map(({ name, kind, state }) => ({ name, kind, state })),
    createdAt: contract.createdAt,
    deadline: contract.deadline,
    completedAt: contract.completedAt,
    endedAt: contract.endedAt,
    actions: actionsOf(contract.status, relation, isLapsed(contract, now)),
  }
}

/** Texts a search looks through (MGT-02). */
export const searchTexts = (contract: Pick<Contract, 'name' | 'number' | 'initiator' | 'parties'>) => [
  contract.name,
  contract.number,
  contract.initiator.organizationName,
  contract.initiator.name,
  ...contract.parties.flatMap((p) => (p.handlerName ? [p.name, p.handlerName] : [p.name])),
]
