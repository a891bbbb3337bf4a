/** Why no picture can be cut out of a photograph. */
export type PhotoRefusal =
  | 'NOTHING_FOUND' // blank paper, or no ink of the colour looked for
  | 'TOO_DARK' // no paper to tell the ink from: taken in the dark, or not on white paper
  | 'LOW_CONTRAST' // the ink is too faint or the picture too noisy
  | 'TOO_SMALL' // what was found has too few pixels for print

/** The only error of cutting out. `detail` is for logs. */
export class PhotoError extends Error {
  constructor(
    readonly code: PhotoRefusal,
    readonly detail: string,
  ) {
    super(`${code}: ${detail}`)
    this.name = 'PhotoError'
  }
}
