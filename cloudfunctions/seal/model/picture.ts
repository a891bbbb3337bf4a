import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { VectorPicture } from '#platform/pdf/appearance/vector-picture'

/** Packed size that keeps a document under 100 KB, in characters. */
const maxPacked = 80_000
/** Nothing that was packed here unpacks to more, in bytes. */
const maxUnpacked = 4 * 1024 * 1024

/** A picture too rich to be stored. */
export class PictureTooBig extends Error {
  override name = 'PictureTooBig'
}

/**
 * Pictures are stored packed, as raw deflate of their JSON in base64: a round seal with a long name has tens of
 * kilobytes of outlines. @throws PictureTooBig
 */
export function packPicture(picture: VectorPicture): string {
  const packed = deflateRawSync(Buffer.from(JSON.stringify(picture))).toString('base64')
  if (packed.length > maxPacked) throw new PictureTooBig('more outlines than a document may hold')
  return packed
}

export const unpackPicture = (packed: string): VectorPicture =>
  JSON.parse(
    inflateRawSync(Buffer.from(packed, 'base64'), { maxOutputLength: maxUnpacked }).toString('utf8'),
  ) as VectorPicture
