import { place, shownFields, startPlacement, type Placement, type PlacementStep } from './placement'
import { ontoPage, rectAround, resized, shapes } from './placed-field'
import { snap } from './snap'

const a4 = { width: 595, height: 842 }
const pages = [a4, a4, { width: 400, height: 300 }]

const run = (state: Placement, ...steps: PlacementStep[]) =>
  steps.reduce((current, step) => place(current, step, pages), state)

const added = run(startPlacement([]), {
  do: 'add',
  id: 'a',
  partyId: 'p1',
  type: 'signature',
  page: 0,
  at: { x: 300, y: 400 },
})
const only = (state: Placement) => shownFields(state)[0]!

describe('placing fields (CON-23, CON-36)', () => {
  test('a tapped field gets its middle under the finger and is selected', () => {
    expect(only(added)).toMatchObject({ page: 0, x: 240, y: 375, width: 120, height: 50, partyId: 'p1' })
    expect(added.selected).toBe('a')
  })

  test('a field never leaves the page, wherever it is dropped', () => {
    for (const at of [
      { x: -50, y: -50 },
      { x: 9999, y: 9999 },
    ]) {
      const rect = rectAround('seal', at, a4)
      expect(rect.x).toBeGreaterThanOrEqual(0)
      expect(rect.y).toBeGreaterThanOrEqual(0)
      expect(rect.x + rect.width).toBeLessThanOrEqual(a4.width)
      expect(rect.y + rect.height).toBeLessThanOrEqual(a4.height)
    }
  })

  test('a page smaller than the seal shrinks it', () => {
    expect(ontoPage({ x: 10, y: 10, width: 119, height: 119 }, { width: 80, height: 300 })).toMatchObject({
      x: 0,
      width: 80,
    })
  })

  test('dragging follows the finger, becomes one undo step on release, and nothing before', () => {
    const dragging = run(
      added,
      { do: 'grab', id: 'a' },
      { do: 'drag', dx: 5, dy: 5, tolerance: 0 },
      { do: 'drag', dx: 40, dy: -30, tolerance: 0 },
    )
    expect(only(dragging)).toMatchObject({ x: 280, y: 345 })
    expect(dragging.past).toHaveLength(1)

    const dropped = run(dragging, { do: 'drop' })
    expect(dropped.past).toHaveLength(2)
    expect(only(run(dropped, { do: 'undo' }))).toMatchObject({ x: 240, y: 375 })
    expect(only(run(dropped, { do: 'undo' }, { do: 'redo' }))).toMatchObject({ x: 280, y: 345 })
  })

  test('a tap without movement adds no step to the history', () => {
    const tapped = run(added, { do: 'grab', id: 'a' }, { do: 'drop' })
    expect(tapped.past).toHaveLength(1)
  })

  test('a cancelled drag leaves the field where it was', () => {
    const back = run(
      added,
      { do: 'grab', id: 'a' },
      { do: 'drag', dx: 90, dy: 90, tolerance: 0 },
      { do: 'cancel' },
    )
    expect(only(back)).toMatchObject({ x: 240, y: 375 })
  })

  test('a run of nudges is undone at once, and stops at the edge', () => {
    const nudges = Array.from({ length: 40 }, () => ({ do: 'nudge', id: 'a', dx: -8, dy: 0 }) as const)
    const moved = run(added, ...nudges)

    expect(only(moved).x).toBe(0)
    expect(only(run(moved, { do: 'undo' })).x).toBe(240)
  })

  test('copying lands beside the original and selects the copy', () => {
    const copied = run(added, { do: 'copy', id: 'a', newId: 'b' })
    expect(copied.selected).toBe('b')
    expect(copied.fields[1]).toMatchObject({ x: 256, y: 391, page: 0 })
  })

  test('every page gets one, except where the party already has one of this kind', () => {
    const full = run(added, { do: 'every-page', id: 'a', newIds: ['x', 'y', 'z'] })
    expect(full.fields.map((field) => field.page)).toEqual([0, 1, 2])
    expect(full.fields[2]!.y + full.fields[2]!.height).toBeLessThanOrEqual(300)
    expect(run(full, { do: 'every-page', id: 'a', newIds: ['u', 'v', 'w'] })).toBe(full)
  })

  test('no party gets more fields than the server takes', () => {
    const many = Array.from({ length: 200 }, (_, i) => ({ ...only(added), id: `f${i}` }))
    const full = startPlacement(many)
    expect(run(full, { do: 'copy', id: 'f0', newId: 'one-more' })).toBe(full)
  })

  test('removing the selected field clears the selection; undo brings the field back', () => {
    const removed = run(added, { do: 'remove', id: 'a' })
    expect(removed).toMatchObject({ fields: [], selected: null })
    expect(run(removed, { do: 'undo' }).fields).toHaveLength(1)
  })

  test('a new step after undo forgets what could be redone', () => {
    const again = run(
      added,
      { do: 'remove', id: 'a' },
      { do: 'undo' },
      { do: 'nudge', id: 'a', dx: 1, dy: 0 },
      { do: 'redo' },
    )
    expect(again.fields).toHaveLength(1)
    expect(again.future).toEqual([])
  })

  test('giving a field to another party keeps its place', () => {
    const given = run(added, { do: 'assign', id: 'a', partyId: 'p2' })
    expect(only(given)).toMatchObject({ partyId: 'p2', x: 240 })
  })
})

describe('resizing', () => {
  test('the opposite corner stays, and no field gets smaller than can be signed in', () => {
    const rect = resized({ x: 100, y: 100, width: 120, height: 50 }, 'signature', 'nw', 500, 500, a4)
    expect(rect.x + rect.width).toBe(220)
    expect(rect.y + rect.height).toBe(150)
    expect(rect).toMatchObject({ width: shapes.signature.leastWidth, height: shapes.signature.leastHeight })
  })

  test('a seal stays square and on the page', () => {
    const rect = resized({ x: 480, y: 700, width: 100, height: 100 }, 'seal', 'se', 90, 10, a4)
    expect(rect.width).toBe(rect.height)
    expect(rect.x + rect.width).toBeLessThanOrEqual(a4.width)
  })
})

describe('snapping', () => {
  const other = { x: 100, y: 200, width: 100, height: 40 }

  test('a near edge clings and shows its guide', () => {
    const { rect, guides } = snap({ x: 350, y: 203, width: 120, height: 50 }, [other], a4, 4)
    expect(rect.y).toBe(200)
    expect(guides).toEqual([{ axis: 'y', at: 200 }])
  })

  test('the nearest of several lines wins', () => {
    const { rect } = snap({ x: 103, y: 500, width: 99, height: 50 }, [other], a4, 4)
    expect(rect.x + rect.width).toBe(200)
  })

  test('nothing clings from further away than the tolerance', () => {
    const free = { x: 330, y: 300, width: 50, height: 51 }
    expect(snap(free, [other], a4, 4)).toEqual({ rect: free, guides: [] })
  })
})
