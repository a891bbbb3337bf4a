import type { ContractDetail, PartyView } from '#types/contract'
import {
  canSign,
  offeredMethods,
  ownFields,
  progressOf,
  putMarks,
  readingStep,
  soundMarks,
  startSession,
  withIntent,
  withoutSignature,
} from './sign-session'

const field = (id: string, page: number, y: number, type: 'signature' | 'seal' | 'date' = 'signature') => ({
  id,
  page,
  x: 100,
  y,
  width: 120,
  height: 50,
  type,
})

const party: PartyView = {
  id: 'p2',
  kind: 'person',
  name: '王小雨',
  handlerName: null,
  phoneMasked: '138****6621',
  position: 1,
  state: 'PENDING_SIGN',
  mine: true,
  auth: ['captcha', 'face'],
  fields: [field('late', 1, 700), field('day', 1, 760, 'date'), field('early', 0, 300)],
  signedAt: null,
  signedBy: null,
}
const fields = ownFields(party)
const mark = (fieldId: string, signatureId = 's1') => ({ fieldId, signatureId })
const start = startSession('c1')

describe('reading page', () => {
  test('own fields come in reading order, dates fill themselves (SIGN-17)', () => {
    expect(fields.map((own) => own.id)).toEqual(['early', 'late'])
  })

  test('the next place is counted; the button moves on until every own field is done (SIGN-10)', () => {
    expect(progressOf(start, fields)).toMatchObject({ at: 1, total: 2, next: { id: 'early' } })
    const half = putMarks(start, [mark('early')])
    expect(progressOf(half, fields)).toMatchObject({ at: 2, next: { id: 'late' } })
    expect(readingStep(half, fields)).toBe('go-to-next')
  })

  test('a mark set out of order leaves the earlier place as the next one', () => {
    expect(progressOf(putMarks(start, [mark('late')]), fields)).toMatchObject({
      at: 1,
      next: { id: 'early' },
    })
  })

  test('signing is confirmed only after the last page was reached', () => {
    const all = putMarks(start, [mark('early'), mark('late')])
    expect(readingStep(all, fields)).toBe('read-to-end')
    expect(readingStep({ ...all, reachedEnd: true }, fields)).toBe('confirm')
  })

  test('a new mark on a field replaces the old one', () => {
    const twice = putMarks(putMarks(start, [mark('early')]), [mark('early', 's2')])
    expect(soundMarks(twice, fields)).toEqual([mark('early', 's2')])
  })

  test('marks of a kept session that no longer fit the contract are not sent', () => {
    const stale = putMarks(start, [mark('gone'), { fieldId: 'early', sealId: 'seal1' }, mark('late')])
    expect(soundMarks(stale, fields)).toEqual([mark('late')])
  })

  test('a deleted signature leaves its fields open again', () => {
    const all = putMarks(start, [mark('early'), mark('late', 's2')])
    expect(progressOf(withoutSignature(all, 's1'), fields).open.map((own) => own.id)).toEqual(['early'])
  })

  test('only somebody whose turn it is can sign', () => {
    const contract = {
      actions: ['download'],
      partyViews: [party],
      myPartyId: 'p2',
    } as unknown as ContractDetail
    expect(canSign(contract)).toBe(false)
    expect(canSign({ ...contract, actions: ['sign'] })).toBe(true)
    expect(canSign({ ...contract, actions: ['sign'], myPartyId: null })).toBe(false)
  })
})

describe('signing act', () => {
  const signed = {
    ...putMarks(start, [mark('early'), mark('late')]),
    challenge: { id: 'ch1', method: 'face' as const },
  }
  let made = 0
  const newKey = () => `key-${(made += 1)}`

  test('a retry of the same act keeps its key, so a dropped network cannot sign twice', () => {
    const first = withIntent(signed, fields, newKey)
    expect(withIntent({ ...first, reachedEnd: true }, fields, newKey).intent).toEqual(first.intent)
  })

  test('another mark or another challenge is another act with another key', () => {
    const first = withIntent(signed, fields, newKey)
    const otherMark = withIntent(putMarks(first, [mark('late', 's9')]), fields, newKey)
    const otherProof = withIntent({ ...first, challenge: { id: 'ch2', method: 'face' } }, fields, newKey)
    const keys = [first, otherMark, otherProof].map((session) => session.intent?.key)
    expect(new Set(keys).size).toBe(3)
  })

  test('only methods of the plan are offered, the usual one first (SIGN-11)', () => {
    expect(offeredMethods(party, undefined)).toEqual(['face', 'captcha'])
    expect(offeredMethods(party, 'captcha')).toEqual(['captcha', 'face'])
    expect(offeredMethods(party, 'password')).toEqual(['face', 'captcha'])
  })
})
