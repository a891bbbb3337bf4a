import type { Change } from './changes/change'
import { judgeChanges, type SignatureScope } from './judge-changes'

const scope = (revision: number, extra: Partial<SignatureScope['permissions']> = {}): SignatureScope => ({
  revision,
  kind: 'signature',
  permissions: { certification: null, locks: () => false, ...extra },
})
const change = (kind: Change['kind'], allowance: Change['allowance'], subject = 'f'): Change => ({
  kind,
  allowance,
  subject,
})
const judge = (first: SignatureScope, changes: Change[], later: SignatureScope[] = [scope(2)]) => {
  const { level, objections } = judgeChanges(first, [{ revision: 2, changes }], [first, ...later])
  return { level, codes: objections.map((objection) => objection.code) }
}

describe('what may come after a signature (ISO 32000-2 §12.8.2)', () => {
  test('validation data shows nothing new, even after a certification that forbids all changes', () => {
    const changes = [change('validation-data-added', 'always')]
    expect(judge(scope(1, { certification: 1 }), changes)).toEqual({ level: 'extended', codes: [] })
  })

  test('a further signature is fine, but not after a certification that forbids all changes', () => {
    const changes = [change('signature-added', 'signing')]
    expect(judge(scope(1), changes)).toEqual({ level: 'signed', codes: [] })
    expect(judge(scope(1, { certification: 2 }), changes)).toEqual({ level: 'signed', codes: [] })
    expect(judge(scope(1, { certification: 1 }), changes)).toEqual({
      level: 'modified',
      codes: ['not-permitted'],
    })
  })

  test('a document time stamp is fine after any certification', () => {
    const changes = [change('time-stamp-added', 'signing')]
    const stamp: SignatureScope = { ...scope(2), kind: 'document-time-stamp' }
    expect(judge(scope(1, { certification: 1 }), changes, [stamp]).codes).toEqual([])
    // An ordinary signature whose dictionary calls itself a time stamp is none.
    expect(judge(scope(1, { certification: 1 }), changes).codes).toEqual(['not-permitted'])
  })

  test('a signature value that no holding signature of that revision stands behind is an objection', () => {
    expect(judge(scope(1), [change('signature-added', 'signing')], []).codes).toEqual([
      'added-signature-invalid',
    ])
  })

  test('filling needs a later signature that covers it; a time stamp proves nobody’s will', () => {
    const changes = [change('field-filled', 'filling')]
    expect(judge(scope(1), changes)).toEqual({ level: 'filled', codes: [] })
    expect(judge(scope(1), changes, [])).toEqual({ level: 'modified', codes: ['filled-without-signature'] })
    const stamp: SignatureScope = { ...scope(2), kind: 'document-time-stamp' }
    expect(judge(scope(1), changes, [stamp]).codes).toEqual(['filled-without-signature'])
  })

  test('a locked field (FieldMDP) may not be filled, others may', () => {
    const first = scope(1, { locks: (field) => field === 'salary' })
    expect(judge(first, [change('field-filled', 'filling', 'salary')]).codes).toEqual(['field-locked'])
    expect(judge(first, [change('field-filled', 'filling', 'date')]).codes).toEqual([])
  })

  test('an appearance that several fields share is locked when one of them is', () => {
    const first = scope(1, { locks: (field) => field === 'salary' })
    const shared: Change = {
      ...change('field-filled', 'filling', 'date, salary'),
      fields: ['date', 'salary'],
    }
    expect(judge(first, [shared]).codes).toEqual(['field-locked'])
  })

  test('what could not be analysed is unknown, not modified', () => {
    expect(judge(scope(1), [change('not-analysed', 'never')])).toEqual({
      level: 'unknown',
      codes: ['not-analysed'],
    })
  })

  test('changes of the signature’s own and earlier revisions do not count', () => {
    expect(judge(scope(2), [change('page-content-changed', 'never')])).toEqual({ level: 'none', codes: [] })
  })
})
