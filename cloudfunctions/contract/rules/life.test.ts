import fc from 'fast-check'
import { contractStatus, type ContractStatus, type PartyState } from '#types/contract'
import {
  decide,
  evolveAll,
  isClosed,
  isOpen,
  phaseOf,
  signedCount,
  type Command,
  type ContractLife,
  type Decision,
} from './life'

const deadline = 1_000
const draft = (count: number, order: 'any' | 'sequential'): ContractLife => ({
  status: 'DRAFT',
  order,
  deadline,
  parties: Array.from({ length: count }, (_, i) => ({ id: `p${i}`, position: i, state: 'WAITING' })),
})

function apply(life: ContractLife, command: Command, now = 0): ContractLife {
  const decision = decide(life, command, now)
  if (!decision.ok) throw new Error(decision.code)
  return evolveAll(life, decision.events)
}

const codeOf = (decision: Decision) => (decision.ok ? 'accepted' : decision.code)
const started = (count: number, order: 'any' | 'sequential') => apply(draft(count, order), { type: 'start' })
const states = (life: ContractLife) => life.parties.map((p) => p.state)

describe('start (T09, T10)', () => {
  test('unordered: every party may sign at once (CON-38)', () => {
    const life = started(3, 'any')
    expect(life.status).toBe('PENDING_SIGN')
    expect(states(life)).toEqual(['PENDING_SIGN', 'PENDING_SIGN', 'PENDING_SIGN'])
  })
  test('sequential: only the first party may sign (CON-39)', () => {
    expect(states(started(3, 'sequential'))).toEqual(['PENDING_SIGN', 'WAITING', 'WAITING'])
  })
  test('the position decides, not the place in the list', () => {
    const life = apply(
      {
        ...draft(2, 'sequential'),
        parties: [
          { id: 'late', position: 1, state: 'WAITING' },
          { id: 'early', position: 0, state: 'WAITING' },
        ],
      },
      { type: 'start' },
    )
    expect(life.parties.find((p) => p.state === 'PENDING_SIGN')?.id).toBe('early')
  })
  test('refused without parties (NO_SIGNATORY), with a past deadline (DEADLINE), and twice (BAD_STATE)', () => {
    expect(codeOf(decide(draft(0, 'any'), { type: 'start' }, 0))).toBe('NO_SIGNATORY')
    expect(codeOf(decide(draft(1, 'any'), { type: 'start' }, deadline))).toBe('DEADLINE')
    expect(codeOf(decide(started(1, 'any'), { type: 'start' }, 0))).toBe('BAD_STATE')
  })
})

describe('sign (T16, T11)', () => {
  test('sequential: signing hands the turn to the next party, the last one completes', () => {
    let life = started(2, 'sequential')
    const first = decide(life, { type: 'sign', partyId: 'p0' }, 0)
    expect(first).toEqual({
      ok: true,
      events: [
        { type: 'signed', partyId: 'p0' },
        { type: 'turnCame', partyId: 'p1', state: 'PENDING_SIGN' },
      ],
    })
    life = apply(life, { type: 'sign', partyId: 'p0' })
    expect(decide(life, { type: 'sign', partyId: 'p1' }, 0)).toEqual({
      ok: true,
      events: [{ type: 'signed', partyId: 'p1' }, { type: 'completed' }],
    })
    expect(apply(life, { type: 'sign', partyId: 'p1' }).status).toBe('COMPLETED')
  })
  test('out of turn is NOT_YOUR_TURN (CON-39)', () => {
    expect(codeOf(decide(started(2, 'sequential'), { type: 'sign', partyId: 'p1' }, 0))).toBe('NOT_YOUR_TURN')
  })
  test('a second signature of the same party is BAD_STATE', () => {
    const life = apply(started(2, 'any'), { type: 'sign', partyId: 'p0' })
    expect(codeOf(decide(life, { type: 'sign', partyId: 'p0' }, 0))).toBe('BAD_STATE')
  })
  test('a stranger to the contract is BAD_STATE', () => {
    expect(codeOf(decide(started(2, 'any'), { type: 'sign', partyId: 'x' }, 0))).toBe('BAD_STATE')
  })
  test('the deadline itself still counts, a millisecond later does not (T21)', () => {
    expect(codeOf(decide(started(1, 'any'), { type: 'sign', partyId: 'p0' }, deadline))).toBe('accepted')
    expect(codeOf(decide(started(1, 'any'), { type: 'sign', partyId: 'p0' }, deadline + 1))).toBe('BAD_STATE')
  })
  test('unordered: refused while a fill step of any party is open (dec-26)', () => {
    const life: ContractLife = {
      ...started(2, 'any'),
      parties: [
        { id: 'p0', position: 0, state: 'PENDING_SIGN' },
        { id: 'p1', position: 1, state: 'PENDING_FILL' },
      ],
    }
    expect(codeOf(decide(life, { type: 'sign', partyId: 'p0' }, 0))).toBe('BAD_STATE')
  })
  test.each<PartyState>(['SIGNED', 'REFUSED', 'TRANSFERRED', 'PENDING_SIGN_APPROVAL', 'AUTO_PENDING'])(
    'a %s party may not sign by hand',
    (state) => {
      const life: ContractLife = { ...started(1, 'any'), parties: [{ id: 'p0', position: 0, state }] }
      expect(codeOf(decide(life, { type: 'sign', partyId: 'p0' }, 0))).toBe('BAD_STATE')
    },
  )
})

describe('refuse, revoke, expire (T19, T20, T21)', () => {
  test('an active party refuses and the contract ends for all', () => {
    const life = apply(started(2, 'any'), { type: 'refuse', partyId: 'p1' })
    expect(life.status).toBe('REJECTED')
    expect(states(life)).toEqual(['PENDING_SIGN', 'REFUSED'])
  })
  test.each<PartyState>(['PENDING_CLAIM', 'PENDING_FILL', 'PENDING_SIGN_APPROVAL'])(
    'refusal is also allowed in %s (dec-17)',
    (state) => {
      const life: ContractLife = { ...started(1, 'any'), parties: [{ id: 'p0', position: 0, state }] }
      expect(apply(life, { type: 'refuse', partyId: 'p0' }).status).toBe('REJECTED')
    },
  )
  test('after the own signature a refusal is BAD_STATE (SIGN-19), before the own turn NOT_YOUR_TURN', () => {
    const life = apply(started(3, 'sequential'), { type: 'sign', partyId: 'p0' })
    expect(codeOf(decide(life, { type: 'refuse', partyId: 'p0' }, 0))).toBe('BAD_STATE')
    expect(codeOf(decide(life, { type: 'refuse', partyId: 'p2' }, 0))).toBe('NOT_YOUR_TURN')
  })
  test('the initiating side revokes while a signature is missing (dec-16); nobody else does', () => {
    const life = apply(started(2, 'any'), { type: 'sign', partyId: 'p0' })
    expect(apply(life, { type: 'revoke', side: 'initiating' }).status).toBe('REVOKED')
    expect(codeOf(decide(life, { type: 'revoke', side: 'other' }, 0))).toBe('BAD_STATE')
  })
  test('the clock ends a contract only after its deadline', () => {
    expect(codeOf(decide(started(1, 'any'), { type: 'expire' }, deadline))).toBe('BAD_STATE')
    expect(apply(started(1, 'any'), { type: 'expire' }, deadline + 1).status).toBe('EXPIRED')
  })
  test('after the deadline nobody acts any more, even before the clock has been by', () => {
    const life = started(1, 'any')
    expect(codeOf(decide(life, { type: 'refuse', partyId: 'p0' }, deadline + 1))).toBe('BAD_STATE')
    expect(codeOf(decide(life, { type: 'revoke', side: 'initiating' }, deadline + 1))).toBe('BAD_STATE')
  })
})

describe('every command on a status outside the running phases is BAD_STATE (CON-95)', () => {
  const over = contractStatus.options.filter((status) => !isOpen(status) && status !== 'DRAFT')
  test.each(over)('%s', (status: ContractStatus) => {
    const life: ContractLife = { ...started(2, 'any'), status }
    const commands: Command[] = [
      { type: 'start' },
      { type: 'sign', partyId: 'p0' },
      { type: 'refuse', partyId: 'p0' },
      { type: 'revoke', side: 'initiating' },
      { type: 'expire' },
    ]
    for (const now of [0, deadline + 1])
      for (const command of commands) expect(codeOf(decide(life, command, now))).toBe('BAD_STATE')
  })
})

test('the phase names the earliest open step (claim before fill before sign)', () => {
  const of = (...all: PartyState[]) => phaseOf(all.map((state, i) => ({ id: `${i}`, position: i, state })))
  expect(of('PENDING_SIGN', 'PENDING_FILL', 'PENDING_CLAIM')).toBe('PENDING_CLAIM')
  expect(of('PENDING_SIGN', 'PENDING_FILL')).toBe('PENDING_FILL')
  expect(of('PENDING_SIGN_APPROVAL', 'WAITING')).toBe('PENDING_SIGN')
})

describe('over random lives', () => {
  const partyId = fc.integer({ min: 0, max: 4 }).map((i) => `p${i}`)
  const command = fc.oneof<fc.Arbitrary<Command>[]>(
    fc.constant({ type: 'start' }),
    fc.record({ type: fc.constant('sign' as const), partyId }),
    // Signatures are given more weight, so that many lives reach completion.
    fc.record({ type: fc.constant('sign' as const), partyId }),
    fc.record({ type: fc.constant('sign' as const), partyId }),
    fc.record({ type: fc.constant('refuse' as const), partyId }),
    fc.record({ type: fc.constant('revoke' as const), side: fc.constantFrom('initiating', 'other') }),
    fc.constant({ type: 'expire' }),
  )
  const step = fc.record({ command, wait: fc.oneof({ weight: 9, arbitrary: fc.constant(10) }, fc.nat(900)) })
  const lives = fc.record({
    count: fc.integer({ min: 1, max: 4 }),
    order: fc.constantFrom('any' as const, 'sequential' as const),
    steps: fc.array(step, { maxLength: 25 }),
  })

  test('one completion, ends stay, order holds, signatures only grow, refusals change nothing', () => {
    let completions = 0
    fc.assert(
      fc.property(lives, ({ count, order, steps }) => {
        let life = apply(draft(count, order), { type: 'start' })
        let now = 0
        let completed = 0
        for (const { command: c, wait } of steps) {
          now += wait
          const before = JSON.stringify(life)
          const decision = decide(life, c, now)
          expect(JSON.stringify(life)).toBe(before)
          if (!decision.ok) continue
          expect(isClosed(life.status)).toBe(false)
          expect(decision.events.length).toBeGreaterThan(0)
          const next = evolveAll(life, decision.events)
          completed += decision.events.filter((e) => e.type === 'completed').length
          expect(signedCount(next)).toBeGreaterThanOrEqual(signedCount(life))
          if (next.status === 'COMPLETED') expect(signedCount(next)).toBe(count)
          if (order === 'sequential') {
            const finished = next.parties.map((p) => p.state === 'SIGNED')
            expect(finished.lastIndexOf(true) + 1).toBe(finished.filter(Boolean).length)
            expect(next.parties.filter((p) => p.state === 'PENDING_SIGN').length).toBeLessThanOrEqual(1)
          }
          // No trap (CON-103): a running contract always has somebody who can act.
          if (isOpen(next.status)) expect(next.parties.some((p) => p.state === 'PENDING_SIGN')).toBe(true)
          life = next
        }
        expect(completed).toBe(life.status === 'COMPLETED' ? 1 : 0)
        completions += completed
      }),
      { numRuns: 500, seed: 20261122 },
    )
    // The property says nothing if no life ever completes.
    expect(completions).toBeGreaterThan(20)
  })
})
