/** Marks a thread that was started to draw pages. */
export const rendererMark = 'qianli-page-renderer'

/** What the drawing thread is asked. Without bytes it answers `bytes-needed` unless it still has the document open. */
export interface RenderRequest {
  id: number
  /** SHA-256 of the file; names the open document. */
  sha256: string
  /** From 0. */
  page: number
  /** Pixels. */
  width: number
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

export type RenderAnswer =
  | { id: number; kind: 'page'; page: RenderedPage }
  | { id: number; kind: 'bytes-needed' }
  /** The file, or this page of it, cannot be drawn. */
  | { id: number; kind: 'failed'; name: string }
