import type { Tx } from '#platform/kernel/store'
import { ledgerCollection, quotaCollection, type LedgerEntry } from '../model/quota'

/**
 * Adds bought contracts to an organization and writes the ledger. The entry's id makes it happen once: true when this
 * call did it.
 */
export async function addQuota(t: Tx, entry: Omit<LedgerEntry, 'version'>): Promise<boolean> {
  if (await t.get(ledgerCollection, entry.id, 'read')) return false
  await t.insert(ledgerCollection, entry)
  const stored = await t.get(quotaCollection, entry.organizationId)
  if (stored) await t.put(quotaCollection, { ...stored, bought: stored.bought + entry.by })
  else await t.insert(quotaCollection, { id: entry.organizationId, bought: entry.by })
  return true
}
