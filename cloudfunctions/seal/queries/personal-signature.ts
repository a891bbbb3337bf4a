import { Refusal } from '#platform/kernel/refusal'
import type { Tx } from '#platform/kernel/store'
import type { VectorPicture } from '#platform/pdf/appearance/vector-picture'
import { personalSignatureCollection } from '../model/personal-signature'
import { unpackPicture } from '../model/picture'

/**
 * The picture of an own saved signature, read in the transaction of the act.
 * @throws Refusal NOT_FOUND when it was removed or is another person's
 */
export async function personalSignatureInTx(
  t: Tx,
  accountId: string,
  signatureId: string,
): Promise<{ picture: VectorPicture; version: number }> {
  const stored = await t.get(personalSignatureCollection, signatureId, 'read')
  if (stored?.accountId !== accountId) throw new Refusal('NOT_FOUND')
  return { picture: unpackPicture(stored.packedPicture), version: stored.version }
}
