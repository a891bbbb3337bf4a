import { stateOf, toneOf } from './signature-state'

const signature = { integrity: 'ok', changesAfter: 'none', trust: 'trusted' } as const

describe('one word for a signature (TOOL-10)', () => {
  test('valid is said only where it holds and its certificate is trusted here', () => {
    expect(stateOf(signature)).toBe('ok')
    for (const trust of ['unknown-root', 'incomplete', 'no-certificate'] as const)
      expect(stateOf({ ...signature, trust })).toBe('unvouched')
    for (const trust of ['invalid', 'expired', 'revoked'] as const)
      expect(stateOf({ ...signature, trust })).toBe('doubted')
  })

  test('a change after it, or a broken value, outweighs the best certificate', () => {
    expect(stateOf({ ...signature, changesAfter: 'modified' })).toBe('changed')
    expect(stateOf({ ...signature, integrity: 'broken', changesAfter: 'modified' })).toBe('broken')
    expect(toneOf[stateOf({ ...signature, changesAfter: 'modified' })]).toBe('refused')
  })

  test('what could not be judged is never green', () => {
    expect(toneOf[stateOf({ ...signature, changesAfter: 'unknown' })]).toBe('wait')
    expect(toneOf[stateOf({ ...signature, integrity: 'unknown' })]).toBe('wait')
    expect(toneOf[stateOf({ ...signature, integrity: 'empty' })]).toBe('ended')
  })
})
