import { checkIds, checkPlaces } from './check-plan'
import { readPlan } from './plan'
import { RefusedInput } from './refusal'

const at = { page: 1, x: 60, y: 60, width: 119, height: 30 }
const text = { kind: 'text', name: '标题' }
const planOf = (value: unknown) => readPlan(Buffer.from(JSON.stringify(value)), 'plan.json')
const A4 = { width: 595, height: 842 }

function refused(check: () => void): { zh: string; en: string } {
  try {
    check()
  } catch (error) {
    if (error instanceof RefusedInput && error.code === 'PLAN') return error.text
    throw error
  }
  throw new Error('not refused')
}

describe('names in a plan', () => {
  test.each([
    [
      'two parties',
      {
        parties: [
          { id: 'a', at },
          { id: 'a', at },
        ],
      },
      '“a”出现了不止一次',
    ],
    [
      'controls of two parties',
      {
        parties: [
          { id: 'a', at, controls: [{ id: 'x', at, control: text }] },
          { id: 'b', at, controls: [{ id: 'x', at, control: text }] },
        ],
      },
      '“x”出现了不止一次',
    ],
    [
      "the initiator's controls: one value would be drawn twice",
      {
        controls: [
          { id: 'x', at, control: text },
          { id: 'x', at: { ...at, y: 90 }, control: text },
        ],
      },
      '“x”出现了不止一次',
    ],
    ['a period', { parties: [{ id: 'a.b', at }] }, '“a.b”不能含句点'],
    [
      'files that would become pages but nobody would put there',
      {
        controls: [
          { id: 'x', at, control: { kind: 'attachment', name: '附件', placement: 'between-pages' } },
        ],
      },
      'attachments',
    ],
  ])('%s', (_, value, said) => {
    expect(refused(() => checkIds(planOf(value))).zh).toContain(said)
  })
})

describe('places in a plan, on pages as the plan counts them', () => {
  test("an initiator's control beside the page is refused, not drawn where nobody sees it", () => {
    const plan = planOf({ controls: [{ id: 'x', at: { ...at, x: 5000 }, control: text }] })
    expect(refused(() => checkPlaces(plan, [A4])).zh).toBe('计划有误：“x”超出第 1 页（595 × 842 磅）')
  })

  test('a page that the file does not have', () => {
    const plan = planOf({ parties: [{ id: 'a', at: { ...at, page: 3 } }] })
    expect(refused(() => checkPlaces(plan, [A4, A4])).en).toBe('plan: "a" is on page 3, the file has 2')
  })

  test('a further seal and sizes beyond all measure', () => {
    const plan = planOf({ parties: [{ id: 'a', at, seals: [{ ...at, width: 1e308, height: 1e308 }] }] })
    expect(refused(() => checkPlaces(plan, [A4])).en).toContain('"a seals[0]"')
  })

  test('a page seal on one page (SEAL-84)', () => {
    const plan = planOf({ parties: [{ id: 'a', at, pageSeal: { y: 300, width: 119, height: 119 } }] })
    expect(refused(() => checkPlaces(plan, [A4])).zh).toContain('骑缝章')
    expect(() => checkPlaces(plan, [A4, A4])).not.toThrow()
  })

  test('half a point over the edge is rounding', () => {
    const plan = planOf({ parties: [{ id: 'a', at: { ...at, x: 476.4 } }] })
    expect(() => checkPlaces(plan, [A4])).not.toThrow()
  })
})
