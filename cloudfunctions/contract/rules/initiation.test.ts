import type { PartyInput } from '#types/contract'
import { isRefusal } from '#platform/kernel/refusal'
import { checkInitiation, maxFields, type Initiation } from './initiation'

const facts = { now: 1_000, pages: [{ width: 595, height: 842 }], organizationName: '青松科技有限公司' }
const at = (type: 'signature' | 'seal' | 'date', x = 100, y = 100) => ({
  type,
  page: 0,
  x,
  y,
  width: 120,
  height: 60,
})
const company: PartyInput = { kind: 'organization', auth: ['password'], fields: [at('seal')] }
const person: PartyInput = {
  kind: 'person',
  name: '王小明',
  phone: '13800000001',
  auth: ['face'],
  fields: [at('signature')],
}
const good: Initiation = { name: '租赁合同', deadline: 2_000, order: 'any', parties: [company, person] }

function refusal(change: Partial<Initiation>): { code: string; field?: string } {
  try {
    checkInitiation({ ...good, ...change }, facts)
  } catch (e) {
    if (isRefusal(e)) return { code: e.code, field: e.facts.field }
    throw e
  }
  return { code: 'accepted' }
}

test('a complete initiation is accepted', () => expect(refusal({}).code).toBe('accepted'))

test.each([
  ['', 'NAME'],
  ['约'.repeat(201), 'NAME'],
  ['约'.repeat(200), 'accepted'],
  // Counted in characters, not in UTF-16 units.
  ['𠮷'.repeat(200), 'accepted'],
])('name has 1 to 200 characters (CON-47): %#', (name, code) => expect(refusal({ name }).code).toBe(code))

test('deadline must lie in the future (DEADLINE)', () => {
  expect(refusal({ deadline: 1_000 })).toEqual({ code: 'DEADLINE', field: 'deadline' })
  expect(refusal({ deadline: 1_001 }).code).toBe('accepted')
})

test('a deadline beyond every calendar is refused, one of many years is not (DEADLINE)', () => {
  const year = 365 * 86_400_000
  expect(refusal({ deadline: 9e15 })).toEqual({ code: 'DEADLINE', field: 'deadline' })
  expect(refusal({ deadline: 5 * year }).code).toBe('accepted')
})

test('so is such a name of a person', () =>
  expect(refusal({ parties: [company, { ...person, name: '王\u202e明小' }] })).toEqual({
    code: 'INPUT_INVALID',
    field: 'parties.1.name',
  }))

test.each(['合同\n已付款', '合同\u0000', '合同\u202efdp.exe', '合同\u2066'])(
  'a name that would not read as it is written is refused: %#',
  (name) => expect(refusal({ name })).toEqual({ code: 'INPUT_INVALID', field: 'name' }),
)

test('somebody must sign (NO_SIGNATORY)', () => expect(refusal({ parties: [] }).code).toBe('NO_SIGNATORY'))

describe('the same party twice (DUP_SIGNATORY)', () => {
  test('the own organization', () =>
    expect(refusal({ parties: [company, person, company] })).toEqual({
      code: 'DUP_SIGNATORY',
      field: 'parties.2',
    }))
  test('the same person, also when the name is typed with spaces', () =>
    expect(refusal({ parties: [person, { ...person, name: '王 小明' }] }).code).toBe('DUP_SIGNATORY'))
  test('father and son with one phone are two persons', () =>
    expect(refusal({ parties: [person, { ...person, name: '王大明' }] }).code).toBe('accepted'))
})

test('every party needs a way to verify itself (AUTH_EMPTY)', () => {
  expect(refusal({ parties: [{ ...person, auth: [] }] })).toEqual({
    code: 'AUTH_EMPTY',
    field: 'parties.0.auth',
  })
})

describe('sign areas', () => {
  test('none, or only a date, is NO_SIGN_AREA (CON-36)', () => {
    expect(refusal({ parties: [company, { ...person, fields: [] }] })).toEqual({
      code: 'NO_SIGN_AREA',
      field: 'parties.1.fields',
    })
    expect(refusal({ parties: [{ ...person, fields: [at('date')] }] }).code).toBe('NO_SIGN_AREA')
  })
  test('an organization signs with a seal; a handler signature alone is not enough', () => {
    expect(refusal({ parties: [{ ...company, fields: [at('signature')] }] }).code).toBe('NO_SIGN_AREA')
    expect(refusal({ parties: [{ ...company, fields: [at('seal'), at('signature')] }] }).code).toBe(
      'accepted',
    )
  })
  test('a person cannot be given a seal', () =>
    expect(refusal({ parties: [{ ...person, fields: [at('signature'), at('seal')] }] })).toEqual({
      code: 'INPUT_INVALID',
      field: 'parties.0.fields.1',
    }))
  test.each([
    ['left', at('signature', -1)],
    ['right', at('signature', 476)],
    ['top', at('signature', 0, -1)],
    ['bottom', at('signature', 0, 783)],
    ['a page that is not there', { ...at('signature'), page: 1 }],
  ])('outside the page: %s (FIELD_OUTSIDE)', (_, field) =>
    expect(refusal({ parties: [{ ...person, fields: [field] }] }).code).toBe('FIELD_OUTSIDE'),
  )
  test('exactly at the edge is inside', () =>
    expect(refusal({ parties: [{ ...person, fields: [at('signature', 475, 782)] }] }).code).toBe('accepted'))
  test('too many for one contract (TOO_MANY_FIELDS)', () => {
    const many = Array.from({ length: maxFields / 2 + 1 }, () => at('signature'))
    const parties = [person, { ...person, phone: '13800000002' }].map((p) => ({ ...p, fields: many }))
    expect(refusal({ parties }).code).toBe('TOO_MANY_FIELDS')
  })
})
