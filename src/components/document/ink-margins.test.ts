import { fittingZoom, inkMargins } from './ink-margins'

/** A white page with a black block from column `from` to `to`. */
function pageWith(width: number, height: number, from: number, to: number) {
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let y = 10; y < height - 10; y += 1) {
    for (let x = from; x < to; x += 1) pixels.fill(20, (y * width + x) * 4, (y * width + x) * 4 + 3)
  }
  return pixels
}

describe('margins of a page', () => {
  test('are the columns without ink', () => {
    expect(inkMargins(pageWith(200, 280, 24, 170), 200, 280)).toEqual({ left: 0.12, right: 0.15 })
  })

  test('a speck of dust is no text', () => {
    const pixels = pageWith(200, 280, 24, 176)
    pixels.fill(0, (5 * 200 + 3) * 4, (5 * 200 + 3) * 4 + 3)
    expect(inkMargins(pixels, 200, 280).left).toBe(0.12)
  })

  test('a blank page gives nothing away', () => {
    expect(inkMargins(pageWith(200, 280, 0, 0), 200, 280)).toEqual({ left: 0, right: 0 })
  })
})

describe('zoom that crops the margins', () => {
  test('fills the window with the text and leaves a little paper', () => {
    expect(fittingZoom({ left: 0.13, right: 0.2 }, [])).toBeCloseTo(1 / 0.8)
  })

  test('never crops a place to sign', () => {
    expect(fittingZoom({ left: 0.2, right: 0.2 }, [{ from: 0.1, to: 0.99 }])).toBe(1)
  })

  test('a page without margins is shown whole, a narrow column not blown up', () => {
    expect(fittingZoom({ left: 0, right: 0.3 }, [])).toBe(1)
    expect(fittingZoom({ left: 0.45, right: 0.45 }, [])).toBe(1.5)
  })
})
