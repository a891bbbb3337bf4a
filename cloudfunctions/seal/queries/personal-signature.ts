import { Refusal } from '#platform/kernel/refusal'
import type { Tx } from '#platform/kernel/store'
import type { PackedPicture } from '#platform/pdf/appearance/packed-picture'
import { personalSignatureCollection } from '../model/personal-signature'
import { stampOf } from '../model/picture'

/**
 * The picture of an own saved signature, read in the transaction of the act.
 * @throws Refusal NOT_FOUND when it was removed or is another person's
 */
export async function personalSignatureInTx(
  t: Tx,
  accountId: string,
  signatureId: string,
): Promise<{ picture: PackedPicture; version: number }> {
  const stored = await t.get(personalSignatureCollection, signatureId, 'read')
  if (stored?.accountId !== accountId) throw new Refusal('NOT_FOUND')
  return { picture: stampOf(stored), version: stored.version }
}
