/** Marks a thread that was started to draw pages. */
export const rendererMark = 'qianli-page-renderer'

/** What is wanted of a page: its image at a width in pixels, or its text with places. */
export type PageWork = { kind: 'image'; width: number } | { kind: 'text' }

/** What the drawing thread is asked. Without bytes it answers `bytes-needed` unless it still has the document open. */
export interface RenderRequest {
  id: number
  /** SHA-256 of the file; names the open document. */
  sha256: string
  /** From 0. */
  page: number
  work: PageWork
  bytes?: Uint8Array
}

export interface RenderedPage {
  image: Uint8Array
  mime: 'image/png' | 'image/jpeg'
  /** Pixels. */
  width: number
  height: number
  /** Text of the page in reading order of the file. */
  text: string
}

/** A piece of text that stands together on a line. */
export interface TextSpan {
  text: string
  /** The box around it in viewer points: origin at the top left of the page as displayed, y down. */
  x: number
  y: number
  width: number
  height: number
  /** Degrees by which the writing is turned clockwise, 0 for upright; -90 to 180. */
  turned: number
}

export interface PageText {
  /** Size of the page as displayed, viewer points. */
  width: number
  height: number
  /** In the reading order of the file. */
  spans: TextSpan[]
  /** The page holds more text than is handed out. */
  truncated: boolean
}

export type RenderAnswer =
  | { id: number; kind: 'image'; image: RenderedPage }
  | { id: number; kind: 'text'; text: PageText }
  | { id: number; kind: 'bytes-needed' }
  /** The file, or this page of it, cannot be drawn. */
  | { id: number; kind: 'failed'; name: string }
