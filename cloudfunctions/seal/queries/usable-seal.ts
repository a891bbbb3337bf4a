import type { Tx } from '#platform/kernel/store'
import type { PackedPicture } from '#platform/pdf/appearance/packed-picture'
import { employeeInTx } from '../../organization/queries/employee-of'
import { stampOf } from '../model/picture'
import { sealCollection } from '../model/seal'
import { requireUsable } from '../rules/usable'

/**
 * The picture of a seal for one act of its holder, read in the transaction of the act: a seal disabled or a holder
 * removed a moment ago counts (dec-10). `version` goes into the audit event.
 * @throws Refusal SEAL_RIGHT, SEAL_DISABLED
 */
export async function usableSeal(
  t: Tx,
  wanted: { sealId: string; organizationId: string; accountId: string },
): Promise<{ picture: PackedPicture; version: number; name: string }> {
  const { organizationId, accountId } = wanted
  const employee = await employeeInTx(t, organizationId, accountId)
  const mayHold = employee?.permissions.includes('seal.use') ?? false
  const stored = await t.get(sealCollection, wanted.sealId, 'read')
  const seal = requireUsable(stored, { organizationId, accountId, mayHold })
  return { picture: stampOf(seal), version: seal.version, name: seal.name }
}
