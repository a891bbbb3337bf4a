import type { PersonalSignatureView } from '#types/seal'
import { pictureToSvg } from '#platform/pdf/appearance/svg'
import type { PersonalSignature } from '../model/personal-signature'
import { outlinesOf } from '../model/picture'

/** What its owner sees of a saved signature. */
export function personalSignatureView(saved: Omit<PersonalSignature, 'version'>): PersonalSignatureView {
  const { id, kind, createdAt } = saved
  const picture = outlinesOf(saved)
  return { id, kind, svg: pictureToSvg(picture), ratio: picture.width / picture.height, createdAt }
}
