import { createHash } from 'node:crypto'
import { canonicalBytes } from '#platform/evidence/canonical-json'
import type { Contract, Party } from './contract'

/**
 * Digest of what a party agrees to: this contract, this text (revision 0), this party, these places. It names the
 * base, not the newest revision: another party's signature in between changes nothing of what was read.
 * Lower-case hex SHA-256 over canonical JSON (RFC 8785).
 */
export function actDigest(
  contract: Pick<Contract, 'id' | 'base'>,
  party: Pick<Party, 'id' | 'fields'>,
): string {
  const act = {
    v: 1,
    act: 'contract.sign',
    contractId: contract.id,
    document: contract.base.sha256,
    partyId: party.id,
    fields: party.fields,
  }
  return createHash('sha256').update(canonicalBytes(act)).digest('hex')
}
