import { deflateSync } from 'node:zlib'
import { pictureContent } from './content'
import type { VectorPicture } from './vector-picture'

/**
 * A picture whose PDF content has been written and packed already: what is stored with a seal, so that stamping it
 * costs a copy of bytes. Made by `packPicture` from a VectorPicture; the same picture always gives the same bytes.
 */
export interface PackedPicture {
  /** natural size, points */
  width: number
  height: number
  /** the form XObject's content stream, deflated */
  content: Buffer
}

/** Writes and packs a picture once and for all, as small as it gets. */
export function packPicture({ width, height, shapes }: VectorPicture): PackedPicture {
  return { width, height, content: deflateSync(pictureContent({ width, height, shapes }), { level: 9 }) }
}
