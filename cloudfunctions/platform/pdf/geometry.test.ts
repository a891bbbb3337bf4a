import fc from 'fast-check'
import {
  pdfToViewerRect,
  uprightMatrix,
  viewerMatrix,
  viewerSize,
  viewerToPdfPoint,
  viewerToPdfRect,
} from './geometry'
import type { PageFrame } from './geometry'

const frame = fc
  .record({
    x: fc.double({ min: -500, max: 500, noNaN: true }),
    y: fc.double({ min: -500, max: 500, noNaN: true }),
    width: fc.double({ min: 50, max: 2000, noNaN: true }),
    height: fc.double({ min: 50, max: 2000, noNaN: true }),
    rotate: fc.constantFrom(0 as const, 90 as const, 180 as const, 270 as const),
    userUnit: fc.constantFrom(1, 2, 0.5, 7.5),
  })
  .map(({ x, y, width, height, rotate, userUnit }): PageFrame => ({
    cropBox: [x, y, x + width, y + height],
    rotate,
    userUnit,
  }))
const unit = fc.double({ min: 0, max: 1, noNaN: true })

describe('viewer points and PDF user space', () => {
  test('a rectangle survives the way there and back on any page', () => {
    fc.assert(
      fc.property(frame, unit, unit, unit, unit, (page, a, b, c, d) => {
        const { width, height } = viewerSize(page)
        const rect = { x: a * width, y: b * height, width: c * width, height: d * height }
        const back = pdfToViewerRect(page, viewerToPdfRect(page, rect))
        for (const key of ['x', 'y', 'width', 'height'] as const) expect(back[key]).toBeCloseTo(rect[key], 6)
      }),
    )
  })

  test('the four corners as displayed are the four corners of the crop box', () => {
    fc.assert(
      fc.property(frame, (page) => {
        const { width, height } = viewerSize(page)
        const rect = viewerToPdfRect(page, { x: 0, y: 0, width, height })
        rect.forEach((value, i) => expect(value).toBeCloseTo(page.cropBox[i] as number, 6))
      }),
    )
  })

  test('the upright matrix turns the direction of text to the right as displayed', () => {
    fc.assert(
      fc.property(frame, (page) => {
        const [x0, y0] = viewerToPdfPoint(page, 0, 0)
        const [x1, y1] = viewerToPdfPoint(page, page.userUnit, 0)
        const [a, b] = uprightMatrix(page.rotate)
        expect(x1 - x0).toBeCloseTo(a, 6)
        expect(y1 - y0).toBeCloseTo(b, 6)
      }),
    )
  })

  test('page content under the viewer matrix has its origin at the bottom left as displayed, y up', () => {
    fc.assert(
      fc.property(frame, unit, unit, (page, u, v) => {
        const { width, height } = viewerSize(page)
        const [a, b, c, d, e, f] = viewerMatrix(page)
        const [x, yUp] = [u * width, v * height]
        const [px, py] = viewerToPdfPoint(page, x, height - yUp)
        expect(a * x + c * yUp + e).toBeCloseTo(px, 6)
        expect(b * x + d * yUp + f).toBeCloseTo(py, 6)
      }),
    )
  })

  test('a page turned by 90° shows its bottom left corner at the top left', () => {
    const page: PageFrame = { cropBox: [10, 20, 605, 862], rotate: 90, userUnit: 1 }
    expect(viewerToPdfPoint(page, 0, 0)).toEqual([10, 20])
    expect(viewerSize(page)).toEqual({ width: 842, height: 595 })
  })
})
