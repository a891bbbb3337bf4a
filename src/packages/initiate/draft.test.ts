import { checkDraft, checkSetup, faultOfRefusal } from './check-draft'
import {
  nameFromFile,
  nextPartyId,
  partiesForServer,
  partyColour,
  startDraft,
  usualDeadline,
  withFile,
  withoutParty,
  withParty,
  withPartyAt,
  type Draft,
  type DraftParty,
} from './draft'

const now = Date.UTC(2026, 10, 22, 2, 0)
const file = {
  uploadId: 'u1',
  filename: '顾问服务协议.PDF',
  size: 1234,
  pages: [{ width: 595, height: 842 }],
}
const own: DraftParty = { id: 'p1', kind: 'organization', name: '云杉科技', handler: null, auth: ['face'] }
const wang: DraftParty = { id: 'p2', kind: 'person', name: '王小雨', phone: '13800006621', auth: ['captcha'] }
const area = { id: 'f1', partyId: 'p1', type: 'seal' as const, page: 0, x: 1, y: 2, width: 119, height: 119 }

const full: Draft = {
  ...withFile(startDraft('o1', now), file),
  parties: [own, wang],
  fields: [area, { ...area, id: 'f2', partyId: 'p2', type: 'signature' }],
}

describe('draft', () => {
  test('the deadline is the end of the fifteenth day in China', () => {
    expect(new Date(usualDeadline(now)).toISOString()).toBe('2026-12-07T15:59:59.000Z')
    expect(new Date(usualDeadline(Date.UTC(2026, 10, 22, 16, 0))).toISOString()).toBe(
      '2026-12-08T15:59:59.000Z',
    )
  })

  test('the name comes from the file until somebody types one', () => {
    expect(full.name).toBe('顾问服务协议')
    expect(nameFromFile('C:\\docs\\a.b.pdf')).toBe('a.b')
    const typed = { ...full, name: '我的名称', nameTyped: true }
    expect(withFile(typed, { ...file, uploadId: 'u2', filename: 'other.pdf' }).name).toBe('我的名称')
  })

  test('another file drops the sign areas, they belong to other pages', () => {
    expect(withFile(full, { ...file, uploadId: 'u2' }).fields).toEqual([])
    expect(withFile(full, file).fields).toHaveLength(2)
  })

  test('removing a party takes its areas along', () => {
    const left = withoutParty(full, 'p1')
    expect(left.parties.map((party) => party.id)).toEqual(['p2'])
    expect(left.fields.map((field) => field.id)).toEqual(['f2'])
  })

  test('a moved party keeps its colour, and cannot leave the list', () => {
    const moved = withPartyAt(full, 'p2', -3)
    expect(moved.parties.map((party) => party.id)).toEqual(['p2', 'p1'])
    expect(partyColour(moved, 'p2')).toBe(2)
    expect(withPartyAt(full, 'p1', 99).parties.map((party) => party.id)).toEqual(['p2', 'p1'])
  })

  test('ids of parties are never reused while others live', () => {
    expect(nextPartyId(withoutParty(full, 'p1'))).toBe('p3')
    expect(withParty(full, { ...wang, name: '王雨' }).parties).toHaveLength(2)
  })

  test('the server gets parties in order with their own areas only', () => {
    const [first, second] = partiesForServer(full)
    expect(first).toEqual({
      kind: 'organization',
      auth: ['face'],
      fields: [{ page: 0, x: 1, y: 2, width: 119, height: 119, type: 'seal' }],
    })
    expect(second).toMatchObject({ kind: 'person', name: '王小雨', phone: '13800006621' })
  })
})

describe('faults before sending', () => {
  const codes = (draft: Draft) =>
    checkDraft(draft, now).map((fault) => `${fault.code} ${fault.partyId ?? '-'}`)

  test('a complete draft has none', () => {
    expect(checkDraft(full, now)).toEqual([])
  })

  test('every fault is named at its place, in page order (CON-30, CON-36, CON-40, CON-47)', () => {
    const bad: Draft = {
      ...full,
      name: '  ',
      deadline: now,
      parties: [
        { ...own, auth: [] },
        { ...wang, name: '', phone: '1380000' },
      ],
      fields: [area],
    }
    expect(codes(bad)).toEqual([
      'NAME -',
      'AUTH_EMPTY p1',
      'NAME_INVALID p2',
      'PHONE_INVALID p2',
      'DEADLINE -',
      'NO_SIGN_AREA p2',
    ])
  })

  test('a date alone is no sign area', () => {
    expect(codes({ ...full, fields: [{ ...area, type: 'date' }, full.fields[1]!] })).toEqual([
      'NO_SIGN_AREA p1',
    ])
  })

  test("the own handler's signature is no seal: the company still needs a place for one", () => {
    expect(codes({ ...full, fields: [{ ...area, type: 'signature' }, full.fields[1]!] })).toEqual([
      'NO_SIGN_AREA p1',
    ])
  })

  test('the same person or the own company twice is refused', () => {
    const twice = { ...full, parties: [own, wang, { ...wang, id: 'p3' }, { ...own, id: 'p4' }] }
    const faults = checkSetup(twice, now)
    expect(faults.map((fault) => [fault.code, fault.partyId])).toEqual([
      ['DUP_SIGNATORY', 'p3'],
      ['DUP_SIGNATORY', 'p4'],
    ])
  })

  test('without file and parties both are asked for', () => {
    expect(codes(startDraft('o1', now))).toEqual(['UPLOAD_INCOMPLETE -', 'NO_SIGNATORY -'])
  })
})

describe('refusals of the server', () => {
  const message = { zh: '不行', en: 'no' }

  test('go to the control they name', () => {
    expect(faultOfRefusal(full, { code: 'INPUT_INVALID', message, field: 'parties.1.phone' })).toMatchObject({
      at: 'partyPhone',
      partyId: 'p2',
      said: message,
    })
    expect(faultOfRefusal(full, { code: 'DEADLINE', message, field: 'deadline' })).toMatchObject({
      at: 'deadline',
    })
  })

  test('name the party by its index or by its name', () => {
    const byName = faultOfRefusal(full, { code: 'NO_SIGN_AREA', message, params: { name: '王小雨' } })
    expect(byName).toMatchObject({ at: 'partyFields', partyId: 'p2' })
    const byIndex = faultOfRefusal(full, { code: 'FIELD_OUTSIDE', message, field: 'parties.0.fields.3' })
    expect(byIndex).toMatchObject({ at: 'partyFields', partyId: 'p1' })
  })

  test('that belong to no control are shown as a notice', () => {
    expect(faultOfRefusal(full, { code: 'QUOTA', message })).toBeNull()
  })
})
