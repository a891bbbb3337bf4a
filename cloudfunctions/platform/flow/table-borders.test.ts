import { FontSet } from '../pdf/fonts/font-set'
import { layout } from './layout'
import type { Border, TableCell } from './model'
import { line, page } from './testing/flow-pages.fixture'

const thin: Border = { style: 'single', width: 0.5, color: '#000000' }
const cell = (more: Partial<TableCell> = {}): TableCell => ({
  blocks: [line('x', { spacing: { line: { rule: 'exact', points: 10.1 } } })],
  borders: { top: thin, right: thin, bottom: thin, left: thin },
  ...more,
})

/** Painted rectangles as [left, top, width, height]. */
function rules(rows: TableCell[][]): number[][] {
  const { pages } = layout(
    {
      sections: [
        {
          page: page(200, 300),
          blocks: [{ kind: 'table', columns: [60.3, 60.3, 60.3], rows: rows.map((cells) => ({ cells })) }],
        },
      ],
    },
    FontSet.open(),
  )
  return pages.flatMap(({ items }) =>
    items
      .flatMap((item) => (item.kind === 'shapes' ? item.shapes : []))
      .map(({ d }) => {
        const points = d.flatMap((command) =>
          command[0] === 'M' || command[0] === 'L' ? [[command[1], command[2]] as const] : [],
        )
        const xs = points.map(([x]) => x)
        const ys = points.map(([, y]) => y)
        return [
          Math.min(...xs),
          Math.min(...ys),
          Math.max(...xs) - Math.min(...xs),
          Math.max(...ys) - Math.min(...ys),
        ]
      }),
  )
}

test('each edge of a table is one level line, whatever its rows sum up to', () => {
  const drawn = rules([
    [cell({ rowSpan: 3 }), cell(), cell()],
    [cell(), cell()],
    [cell(), cell()],
  ])
  const level = drawn.filter(([, , , height = 0]) => height < 1)
  const upright = drawn.filter(([, , width = 0]) => width < 1)
  expect(level).toHaveLength(4)
  expect(level.filter(([, , width = 0]) => width > 180)).toHaveLength(2)
  expect(upright.filter(([, , , height = 0]) => height > 30)).toHaveLength(4)
})

test('of two borders in one place of joined rows the heavier one shows', () => {
  const double: Border = { ...thin, style: 'double' }
  const drawn = rules([
    [cell({ rowSpan: 2, borders: {} }), cell({ borders: { bottom: double } })],
    [cell({ borders: { top: thin } })],
  ])
  expect(drawn).toHaveLength(2)
})
