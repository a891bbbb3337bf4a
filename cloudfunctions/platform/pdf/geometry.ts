import type { Box, PdfPage } from './page-tree'

/**
 * A rectangle in viewer points: origin at the top left of the page as displayed (cropped, rotated), x to the right,
 * y down, in 1/72 inch.
 */
export interface ViewerRect {
  x: number
  y: number
  width: number
  height: number
}

/** What geometry needs to know of a page. */
export type PageFrame = Pick<PdfPage, 'cropBox' | 'rotate' | 'userUnit'>

/** [a b c d e f] of PDF: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = [number, number, number, number, number, number]

/** Size of the page as displayed, in points. */
export function viewerSize(page: PageFrame): { width: number; height: number } {
  const [x0, y0, x1, y1] = page.cropBox
  const width = (x1 - x0) * page.userUnit
  const height = (y1 - y0) * page.userUnit
  return page.rotate % 180 === 0 ? { width, height } : { width: height, height: width }
}

/** Viewer points to PDF user space. */
export function viewerToPdfPoint(page: PageFrame, x: number, y: number): [number, number] {
  const [x0, y0, x1, y1] = page.cropBox
  const dx = x / page.userUnit
  const dy = y / page.userUnit
  switch (page.rotate) {
    case 0:
      return [x0 + dx, y1 - dy]
    case 90:
      return [x0 + dy, y0 + dx]
    case 180:
      return [x1 - dx, y0 + dy]
    case 270:
      return [x1 - dy, y1 - dx]
  }
}

/** PDF user space to viewer points: the inverse of `viewerToPdfPoint`. */
export function pdfToViewerPoint(page: PageFrame, x: number, y: number): [number, number] {
  const [x0, y0, x1, y1] = page.cropBox
  const u = page.userUnit
  switch (page.rotate) {
    case 0:
      return [(x - x0) * u, (y1 - y) * u]
    case 90:
      return [(y - y0) * u, (x - x0) * u]
    case 180:
      return [(x1 - x) * u, (y - y0) * u]
    case 270:
      return [(y1 - y) * u, (x1 - x) * u]
  }
}

/** A viewer rectangle as an annotation /Rect. */
export function viewerToPdfRect(page: PageFrame, rect: ViewerRect): Box {
  const [ax, ay] = viewerToPdfPoint(page, rect.x, rect.y)
  const [bx, by] = viewerToPdfPoint(page, rect.x + rect.width, rect.y + rect.height)
  return [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)]
}

/** An annotation /Rect as the viewer sees it. */
export function pdfToViewerRect(page: PageFrame, box: Box): ViewerRect {
  const [ax, ay] = pdfToViewerPoint(page, box[0], box[1])
  const [bx, by] = pdfToViewerPoint(page, box[2], box[3])
  return { x: Math.min(ax, bx), y: Math.min(ay, by), width: Math.abs(bx - ax), height: Math.abs(by - ay) }
}

/** /Matrix of an appearance so that it stands upright on a page that is displayed turned (§12.5.5 algorithm 8.1). */
export function uprightMatrix(rotate: PageFrame['rotate']): Matrix {
  switch (rotate) {
    case 0:
      return [1, 0, 0, 1, 0, 0]
    case 90:
      return [0, 1, -1, 0, 0, 0]
    case 180:
      return [-1, 0, 0, -1, 0, 0]
    case 270:
      return [0, -1, 1, 0, 0, 0]
  }
}

/**
 * From viewer points with y UP (origin at the bottom left of the displayed page) to user space: what page content
 * drawn over the page, such as a watermark, is set under.
 */
export function viewerMatrix(page: PageFrame): Matrix {
  const { height } = viewerSize(page)
  const origin = viewerToPdfPoint(page, 0, height)
  const right = viewerToPdfPoint(page, 1, height)
  const up = viewerToPdfPoint(page, 0, height - 1)
  return [
    right[0] - origin[0],
    right[1] - origin[1],
    up[0] - origin[0],
    up[1] - origin[1],
    origin[0],
    origin[1],
  ]
}
