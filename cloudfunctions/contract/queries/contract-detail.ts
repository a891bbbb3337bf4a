import type { AuditEvent } from '#platform/evidence/audit-chain'
import type { ContractDetail, PartyView } from '#types/contract'
import type { OutputOf } from '#types/action'
import type { contractActions } from '#types/contract'
import type { Contract, Party } from '../model/contract'
import type { Relation, Viewer } from '../rules/access'
import { fromRuns } from '../rules/pages'
import { rowOf } from './contract-row'

/** A contract as its own may see it (MGT-13): phones masked, no ids of other accounts. */
export function detailOf(
  contract: Contract,
  chain: readonly AuditEvent[],
  { viewer, relation, now }: { viewer: Viewer; relation: Relation; now: number },
): ContractDetail {
  const { seq, file } = contract.revision
  return {
    ...rowOf(contract, viewer, relation, now),
    order: contract.order,
    pages: fromRuns(contract.pageRuns),
    partyViews: contract.parties.map((p) => partyView(p, relation)),
    myPartyId: relation.party?.id ?? null,
    endReason: contract.end,
    timeline: chain.map((event) => timelineEntry(event, contract)),
    file: { revision: seq, sha256: file.sha256, size: file.size, closed: contract.closing !== null },
    simulated: contract.simulated,
  }
}

function partyView(party: Party, relation: Relation): PartyView {
  const { id, kind, name, handlerName, phoneMasked, position, state, auth, fields, signedAt, signedBy } =
    party
  const mine = relation.party?.id === id
  return {
    id,
    kind,
    name,
    handlerName,
    phoneMasked,
    position,
    state,
    mine,
    auth,
    fields,
    signedAt,
    signedBy,
  }
}

type TimelineEntry = OutputOf<typeof contractActions.get>['timeline'][number]

/** What a party may read of an event; the evidence has the rest. */
function timelineEntry(event: AuditEvent, contract: Contract): TimelineEntry {
  const { seq, type, at, actor, data, hash } = event
  const party = contract.parties.find((p) => p.id === data['partyId'])
  const detail: Record<string, string | number> = {}
  if (party) detail['party'] = party.name
  for (const key of ['method', 'reason', 'level'] as const) {
    const value = data[key]
    if (typeof value === 'string') detail[key] = value
  }
  const revision = (data['document'] as { revision?: unknown } | undefined)?.revision ?? data['revision']
  if (typeof revision === 'number') detail['revision'] = revision
  return {
    seq,
    type,
    at,
    actorName: actor.name ?? '',
    ...(Object.keys(detail).length > 0 ? { detail } : {}),
    hash,
  }
}
