import { vouchingOf } from './vouching'

const good = { kind: 'signature', integrity: 'ok', changesAfter: 'none', trust: 'trusted' } as const
const foreign = { ...good, trust: 'unknown-root' } as const
const expired = { ...good, trust: 'expired' } as const
const stamp = { ...good, kind: 'document-time-stamp' } as const
const intact = (signatures: Parameters<typeof vouchingOf>[0]['signatures'], found = signatures.length) =>
  vouchingOf({ result: 'intact', found, signatures })

describe('who vouches for the signers of an intact file (TOOL-10)', () => {
  test('said of all signers, whatever the time stamps are', () => {
    expect(intact([good, good, { ...stamp, trust: 'unknown-root' }])).toEqual({ kind: 'vouched' })
    expect(intact([good, foreign, foreign])).toEqual({ kind: 'unvouched', count: 2 })
    expect(intact([good, foreign, expired])).toEqual({ kind: 'doubted', count: 1 })
  })

  test('not said where a signature is not among those listed', () => {
    expect(intact([good, good], 3)).toBeNull()
    expect(intact([good, foreign], 3)).toEqual({ kind: 'unvouched', count: 1 })
  })

  test('not said where nobody signed, or of what could not be judged', () => {
    expect(intact([stamp])).toBeNull()
    expect(intact([good, { ...good, integrity: 'unknown' }])).toBeNull()
  })

  test('nothing is said of names in a file that is not intact', () => {
    for (const result of ['tampered', 'failed'] as const)
      expect(vouchingOf({ result, found: 1, signatures: [good] })).toBeNull()
  })
})
