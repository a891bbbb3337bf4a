import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { z } from 'zod'
import { packPicture, type PackedPicture } from '#platform/pdf/appearance/packed-picture'
import type { VectorPicture } from '#platform/pdf/appearance/vector-picture'

/** Packed size that keeps a document under 100 KB, in characters. */
const maxPacked = 80_000
/** Both forms of a picture together, in characters. */
const maxStored = 90_000
/** Nothing that was packed here unpacks to more, in bytes. */
const maxUnpacked = 4 * 1024 * 1024

/** A picture too rich to be stored. */
export class PictureTooBig extends Error {
  override name = 'PictureTooBig'
}

/** The fields of a document that hold its picture: outlines for the screen, and what a signature embeds. */
export const pictureFields = {
  /** Raw deflate of the outlines' JSON, in base64. */
  packedPicture: z.string(),
  /**
   * The finished content of the PDF picture: a signature then costs a copy of bytes. Documents of the first release
   * have none, nor have pictures too rich to be stored twice: theirs is made when they are used.
   */
  stamp: z.object({ width: z.number(), height: z.number(), content: z.string() }).optional(),
}
export interface StoredPicture {
  packedPicture: string
  stamp?: { width: number; height: number; content: string } | undefined
}

/**
 * Pictures are stored packed: a round seal with a long name has tens of kilobytes of outlines. @throws PictureTooBig
 */
export function storePicture(picture: VectorPicture): StoredPicture {
  const packedPicture = deflateRawSync(Buffer.from(JSON.stringify(picture))).toString('base64')
  if (packedPicture.length > maxPacked) throw new PictureTooBig('more outlines than a document may hold')
  const { width, height, content } = packPicture(picture)
  const stamp = { width, height, content: content.toString('base64') }
  return packedPicture.length + stamp.content.length > maxStored
    ? { packedPicture }
    : { packedPicture, stamp }
}

/** The outlines, to be shown on a screen. */
export const outlinesOf = ({ packedPicture }: StoredPicture): VectorPicture =>
  JSON.parse(
    inflateRawSync(Buffer.from(packedPicture, 'base64'), { maxOutputLength: maxUnpacked }).toString('utf8'),
  ) as VectorPicture

/** What a signature embeds; the same bytes whether they were stored or are made now. */
export function stampOf(stored: StoredPicture): PackedPicture {
  if (!stored.stamp) return packPicture(outlinesOf(stored))
  const { width, height, content } = stored.stamp
  return { width, height, content: Buffer.from(content, 'base64') }
}
