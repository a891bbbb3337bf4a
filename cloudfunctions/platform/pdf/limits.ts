/** Bounds on what a hostile file may cost. Every loop over file contents is under one of them. */
export interface PdfLimits {
  /** nesting of arrays and dictionaries */
  depth: number
  /** cross-reference sections in the /Prev chain */
  sections: number
  /** highest object number believed */
  objectNumber: number
  /** decoded bytes of one stream */
  inflated: number
  /** decoded bytes of all object and cross-reference streams together */
  inflatedTotal: number
  /** nodes visited in the page tree */
  pageNodes: number
  /** levels of the page tree */
  pageDepth: number
  /** references followed to get one value */
  refChain: number
}

export const DEFAULT_LIMITS: PdfLimits = {
  depth: 128,
  sections: 4096,
  objectNumber: 8_388_607,
  inflated: 256 << 20,
  inflatedTotal: 512 << 20,
  pageNodes: 200_000,
  pageDepth: 512,
  refChain: 32,
}
