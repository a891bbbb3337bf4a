/** A file the person chose. `path` in a mini-program, `blob` in a browser. */
export interface ChosenFile {
  name: string
  /** Bytes. */
  size: number
  path?: string
  blob?: Blob
}

export interface ChooseOptions {
  /** Endings without dot, e.g. `['pdf']`. */
  endings: readonly string[]
  /** How many at most. */
  most: number
}
