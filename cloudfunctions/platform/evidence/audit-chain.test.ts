import { createHash } from 'node:crypto'
import { appendEvent, checkChain, GENESIS_HASH, hashEvent, type AuditEvent } from './audit-chain'

const draft = (type: string, at: number, data: Record<string, unknown> = {}) => ({
  contractId: 'c1',
  type,
  at,
  actor: { kind: 'person', id: 'p1', name: '张三' },
  data,
})

function chain(): AuditEvent[] {
  const first = appendEvent(undefined, draft('contract.created', 1_000))
  const second = appendEvent(first, draft('contract.sent', 2_000, { parties: 2 }))
  const third = appendEvent(second, draft('contract.signed', 2_000, { party: 'p1', revision: 1 }))
  return [first, second, third]
}

describe('the audit chain', () => {
  test('the hash is SHA-256 over the canonical JSON of the event without its hash', () => {
    const [event] = chain()
    const text = `{"actor":{"id":"p1","kind":"person","name":"张三"},"at":1000,"contractId":"c1","data":{},"prevHash":"${'0'.repeat(64)}","seq":1,"type":"contract.created","v":1}`
    expect(event!.hash).toBe(createHash('sha256').update(text, 'utf8').digest('hex'))
    expect(event!.prevHash).toBe(GENESIS_HASH)
  })

  test('an untouched chain has no fault, also after a JSON round trip', () => {
    expect(checkChain(chain())).toEqual([])
    expect(checkChain(JSON.parse(JSON.stringify(chain())) as AuditEvent[])).toEqual([])
  })

  test('a changed field is seen even when its own hash is written anew', () => {
    const events = chain()
    events[1] = { ...events[1]!, data: { parties: 3 } }
    expect(checkChain(events)).toContainEqual({ index: 1, fault: 'hash' })
    events[1] = { ...events[1], hash: hashEvent(events[1]) }
    expect(checkChain(events)).toEqual([{ index: 2, fault: 'link' }])
  })

  test('removed, swapped and foreign events are seen', () => {
    const [a, b, c] = chain() as [AuditEvent, AuditEvent, AuditEvent]
    expect(checkChain([a, c]).map((f) => f.fault)).toEqual(['sequence', 'link'])
    expect(checkChain([b, a, c]).length).toBeGreaterThan(0)
    const foreign = appendEvent(undefined, { ...draft('contract.sent', 3_000), contractId: 'c2' })
    expect(checkChain([a, foreign]).map((f) => f.fault)).toEqual(
      expect.arrayContaining(['contract', 'sequence', 'link']),
    )
  })

  test('a field that the format does not know is covered by the hash too', () => {
    const events = chain()
    const smuggled = { ...events[2]!, note: 'added later' } as AuditEvent
    expect(checkChain([events[0]!, events[1]!, smuggled])).toEqual([{ index: 2, fault: 'hash' }])
  })

  test('refuses to continue the chain of another contract', () => {
    const [first] = chain()
    expect(() => appendEvent(first, { ...draft('x', 1), contractId: 'c2' })).toThrow(RangeError)
  })
})
