import { StrokeEngine } from './stroke-engine'

function line(engine: StrokeEngine, from: number, to: number, msPerStep: number, step = 4): void {
  engine.begin({ x: from, y: 20, t: 0 })
  let t = 0
  for (let x = from + step; x <= to; x += step) {
    t += msPerStep
    engine.extend({ x, y: 20, t })
  }
  engine.end()
}

describe('StrokeEngine', () => {
  test('is empty until there is enough ink: a single dot is no signature (SIGN-07)', () => {
    const engine = new StrokeEngine()
    expect(engine.isEmpty).toBe(true)

    engine.begin({ x: 5, y: 5, t: 0 })
    engine.end()
    expect(engine.isEmpty).toBe(true)
    expect(engine.strokeCount).toBe(1)

    line(engine, 0, 40, 10)
    expect(engine.isEmpty).toBe(false)
  })

  test('a slow stroke is thicker than a fast one', () => {
    const slow = new StrokeEngine()
    const fast = new StrokeEngine()
    line(slow, 0, 200, 40)
    line(fast, 0, 200, 1)
    const endWidth = (engine: StrokeEngine) => engine.curves()[engine.curves().length - 1]?.w1 ?? 0

    expect(endWidth(slow)).toBeGreaterThan(endWidth(fast) + 1)
  })

  test('curves join: each starts where the last one ended, with the same width', () => {
    const engine = new StrokeEngine()
    line(engine, 0, 80, 12)
    const curves = engine.curves()

    expect(curves.length).toBeGreaterThan(5)
    curves.slice(1).forEach((curve, index) => {
      const before = curves[index]!
      expect([curve.x0, curve.y0, curve.w0]).toEqual([before.x1, before.y1, before.w1])
    })
    expect(curves[curves.length - 1]!.x1).toBe(80)
  })

  test('a touch without movement leaves a dot', () => {
    const engine = new StrokeEngine()
    engine.begin({ x: 9, y: 7, t: 3 })
    const [dot] = engine.end()

    expect(dot).toMatchObject({ x0: 9, y0: 7, x1: 9, y1: 7 })
    expect(dot!.w0).toBeGreaterThan(0)
  })

  test('undo takes back one stroke, clear takes all', () => {
    const engine = new StrokeEngine()
    line(engine, 0, 40, 10)
    line(engine, 50, 90, 10)

    expect(engine.undo()).toBe(true)
    expect(engine.strokeCount).toBe(1)
    expect(engine.curves().every((curve) => curve.x1 <= 40)).toBe(true)

    engine.clear()
    expect(engine.isEmpty).toBe(true)
    expect(engine.undo()).toBe(false)
    expect(engine.curves()).toEqual([])
  })

  test('keeps within what the server accepts: 200 strokes of 2000 points', () => {
    const engine = new StrokeEngine()
    line(engine, 0, 2 * 2500, 1, 2)
    expect(engine.strokes()[0]).toHaveLength(2000)

    for (let i = 0; i < 250; i += 1) line(engine, 0, 8, 1)
    expect(engine.strokes()).toHaveLength(200)
  })

  test('exports times since the first point and one decimal', () => {
    const engine = new StrokeEngine()
    engine.begin({ x: 1.2345, y: 2, t: 1000 })
    engine.extend({ x: 20, y: 3.456, t: 1016.4 })
    engine.end()

    expect(engine.strokes()).toEqual([
      [
        { x: 1.2, y: 2, t: 0 },
        { x: 20, y: 3.5, t: 16 },
      ],
    ])
  })

  test('turning the pad keeps the drawing in proportion and centred', () => {
    const engine = new StrokeEngine()
    engine.begin({ x: 0, y: 0, t: 0 })
    engine.extend({ x: 100, y: 50, t: 20 })
    engine.end()
    engine.refit({ width: 100, height: 50 }, { width: 300, height: 100 })

    expect(engine.strokes()[0]).toEqual([
      { x: 50, y: 0, t: 0 },
      { x: 250, y: 100, t: 20 },
    ])
  })
})
