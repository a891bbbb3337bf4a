import type { ReactNode, Ref } from 'react'
import type { PageSize } from '../geometry'
import type { ImageWidth, LoadPage } from '../page-images'
import type { LoadText } from '../page-texts'
import type { FindText } from '../search'

/** A point of a page: x, y in points as displayed. */
export interface PagePoint {
  page: number
  x: number
  y: number
}

export interface ViewerHandle {
  /** The page point under a point of the viewport (px), or null beside the paper. */
  locate: (x: number, y: number) => PagePoint | null
  /** The page point in the middle of the window. */
  middle: () => PagePoint
  /** Screen px of one point at the present zoom. */
  scaleOf: (page: number) => number
}

export interface ViewerProps {
  pages: readonly PageSize[]
  load: LoadPage
  /** Lays the words over the images in the browser, to select and to read aloud; left out: they are read aloud only. */
  readText?: LoadText
  /** Offers to find a phrase in the whole document. */
  find?: FindText
  /** Changes when the document does, e.g. its SHA-256; images are then asked for anew. */
  version: string
  /** Spoken name of the document. */
  label: string
  imageWidth?: ImageWidth
  /** Drawn over a page, placed in percent of it. */
  layer?: (page: number) => ReactNode
  /** Where to glide to; a new `stamp` glides again. */
  target?: { page: number; y: number; height: number; stamp: number }
  /** The page being read changed, or the end was reached. */
  onRead?: (page: number, atEnd: boolean) => void
  /** A tap on the paper itself. */
  onTap?: (point: PagePoint) => void
  handle?: Ref<ViewerHandle>
  /** Zoom buttons and page control, for mouse and keyboard. */
  controls?: boolean
  /**
   * Crops the empty margins at first, so that a phone shows readable text; these places (shares of the page width)
   * stay in view. Left out: the whole page is shown.
   */
  keepInView?: readonly { from: number; to: number }[]
  /** Inset around the paper, px. */
  inset?: number
  /** Widest paper at zoom 1, px. */
  widest?: number
}
