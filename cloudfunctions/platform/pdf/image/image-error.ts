/** Why an image cannot be used; the codes are those of the error catalogue. */
export type ImageRefusal =
  | 'FILE_TYPE' // by its content neither PNG, JPEG nor BMP
  | 'FILE_TOO_BIG' // claims more pixels than are allowed
  | 'FILE_UNREADABLE' // damaged or cut short
  | 'FILE_UNSUPPORTED' // sound as far as read, of a kind that no PDF reader draws, or each in its own way

/** The only error that reading an image throws. `detail` is for logs, never a text for people. */
export class ImageError extends Error {
  constructor(
    readonly code: ImageRefusal,
    readonly detail: string,
  ) {
    super(`${code}: ${detail}`)
    this.name = 'ImageError'
  }
}

/** Bounds on what a hostile image may cost. */
export interface ImageLimits {
  /** width times height */
  maxPixels: number
  /** longer side, pixels */
  maxSide: number
}

export const IMAGE_LIMITS: ImageLimits = { maxPixels: 50_000_000, maxSide: 32_767 }

/** Sizes are checked as claimed, before anything is allocated or unpacked. @throws ImageError */
export function checkSize(width: number, height: number, limits: ImageLimits): void {
  if (width < 1 || height < 1) throw new ImageError('FILE_UNREADABLE', `size ${width} × ${height}`)
  if (width > limits.maxSide || height > limits.maxSide || width * height > limits.maxPixels)
    throw new ImageError('FILE_TOO_BIG', `${width} × ${height} pixels`)
}
