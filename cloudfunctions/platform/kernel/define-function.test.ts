import { z } from 'zod'
import { defineActions, spec } from '#types/action'
import { openTestStore } from '#platform/adapters/store-sql/test-store'
import { createVault } from '#platform/adapters/vault/vault'
import { action, type AnyAction } from './action'
import type { RawIdentity } from './context'
import { defineFunction, type HostContext, type Wiring } from './define-function'
import { keyCollection } from './idempotency'
import { drainDue, outboxCollection, type EventHandlers } from './outbox'
import type { Deps } from './ports'
import { Refusal } from './refusal'
import { collection, type Collection, type Entity, type Store } from './store'

interface Note extends Entity {
  text: string
}
const notes = collection<Note>({
  name: 'notes',
  schema: z.object({ id: z.string(), version: z.number(), text: z.string() }),
  fields: {},
  indexes: [],
})

const contracts = defineActions('notes', {
  write: spec({
    kind: 'command',
    guard: { who: 'account' },
    summary: 'Writes a note.',
    input: z.object({ text: z.string().max(20) }),
    output: z.object({ id: z.string() }),
    errors: [],
  }),
  fail: spec({
    kind: 'command',
    guard: { who: 'account' },
    summary: 'Writes, then fails.',
    input: z.object({ how: z.enum(['refusal', 'crash']) }),
    output: z.object({}),
    errors: ['BAD_STATE'],
  }),
  read: spec({
    kind: 'query',
    guard: { who: 'anyone' },
    summary: 'Says who calls.',
    input: z.object({}),
    output: z.object({ who: z.string() }),
    errors: [],
  }),
})

const event = { topic: 'contract.completed', contractId: 'c1' } as const
let runs = 0
const actions: AnyAction[] = [
  action(contracts.write, {
    handle: (ctx, input) =>
      ctx.commit(async (t) => {
        runs += 1
        const id = ctx.deps.ids.ordered()
        await t.insert(notes, { id, text: input.text })
        await t.emit(event)
        return { id }
      }),
  }),
  action(contracts.fail, {
    handle: (ctx, input) =>
      ctx.commit(async (t) => {
        await t.insert(notes, { id: 'doomed', text: 'x' })
        await t.emit(event)
        if (input.how === 'refusal') throw new Refusal('BAD_STATE')
        throw new Error('secret 13800000000')
      }),
  }),
  action(contracts.read, {
    handle: async (ctx) => ({
      who: ctx.caller.kind === 'nobody' ? (ctx.caller.raw.openid ?? 'none') : ctx.caller.kind,
    }),
  }),
]

describe('defineFunction', () => {
  let store: Store
  let deps: Deps
  let now: number
  let lines: string[]
  let delivered: string[]
  let handlerFails: boolean
  let handlers: EventHandlers
  let wiring: Wiring
  let main: ReturnType<typeof defineFunction>

  beforeAll(async () => {
    store = await openTestStore([notes, keyCollection, outboxCollection])
  })
  afterAll(() => store.close())

  beforeEach(async () => {
    for (const c of [notes, keyCollection, outboxCollection] as Collection[])
      for (const doc of (await store.find(c, { where: [], limit: 1000 })).items)
        await store.tx((t) => t.remove(c, doc))
    runs = 0
    now = 1_800_000_000_000
    lines = []
    delivered = []
    handlerFails = false
    let n = 0
    deps = {
      store,
      clock: { now: () => now },
      ids: {
        random: () => `r${n++}`,
        ordered: () => `o${String(n++).padStart(6, '0')}`,
        digits: () => '123456',
      },
      vault: createVault(Buffer.alloc(32, 7)),
      log: {
        info: (e: unknown) => lines.push(JSON.stringify(e)),
        error: (e: unknown) => lines.push(JSON.stringify(e)),
      },
    } as unknown as Deps
    const record = async (_: Deps, e: { topic: string }) => {
      if (handlerFails) throw new Error('provider down')
      delivered.push(e.topic)
    }
    handlers = new Proxy({}, { get: () => record }) as unknown as EventHandlers
    wiring = {
      cloudDeps: async () => deps,
      cloudIdentity: () => ({ openid: process.env.TEST_OPENID }),
      handlers,
      resolveCaller: async (_deps: Deps, raw: RawIdentity) =>
        raw.sessionToken
          ? ({ kind: 'account', accountId: raw.sessionToken, raw } as never)
          : { kind: 'nobody' as const, raw },
    }
    main = defineFunction('notes', actions, wiring)
  })

  const host = (identity: RawIdentity): HostContext => ({
    qianli: { identity, deps, onSession: () => undefined },
  })
  const call = (name: string, data: unknown, key = 'k'.repeat(20), who = 'anna') =>
    main({ action: name, data, key }, host({ sessionToken: who }))
  const count = () => store.count(notes, [])

  test('a caller without a session is turned away before the input is looked at', async () => {
    const a = await main({ action: 'write', data: { text: 42 }, key: 'k'.repeat(20) }, host({}))
    expect(a).toMatchObject({ ok: false, error: { code: 'SIGN_IN_REQUIRED' } })
  })

  test('a command without a usable key is refused and changes nothing', async () => {
    expect(await call('write', { text: 'a' }, '')).toMatchObject({
      ok: false,
      error: { code: 'KEY_REQUIRED' },
    })
    expect(await call('write', { text: 'a' }, 'short')).toMatchObject({
      ok: false,
      error: { code: 'KEY_REQUIRED' },
    })
    expect(await count()).toBe(0)
  })

  test('the same key twice does the work once and gives the first answer', async () => {
    const first = await call('write', { text: 'a' })
    const second = await call('write', { text: 'a' })
    expect(first.ok && second.ok && second.data).toEqual(first.ok && first.data)
    expect(await count()).toBe(1)
    expect(runs).toBe(1)
  })

  test('eight calls with one key at the same moment leave one note and one answer', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => call('write', { text: 'a' })))
    expect(new Set(answers.map((a) => JSON.stringify(a.ok && a.data))).size).toBe(1)
    expect(answers.every((a) => a.ok)).toBe(true)
    expect(await count()).toBe(1)
  })

  test('a key used for another input is refused', async () => {
    await call('write', { text: 'a' })
    expect(await call('write', { text: 'b' })).toMatchObject({ ok: false, error: { code: 'KEY_REUSED' } })
    expect(await count()).toBe(1)
  })

  test('keys of different accounts do not meet', async () => {
    await call('write', { text: 'a' })
    expect((await call('write', { text: 'b' }, 'k'.repeat(20), 'bert')).ok).toBe(true)
    expect(await count()).toBe(2)
  })

  test('a refusal rolls back documents, outbox and key', async () => {
    expect(await call('fail', { how: 'refusal' })).toMatchObject({ ok: false, error: { code: 'BAD_STATE' } })
    expect(await count()).toBe(0)
    expect(await store.count(outboxCollection, [])).toBe(0)
    expect(await store.count(keyCollection, [])).toBe(0)
  })

  test('an unknown failure shows no detail, neither to the caller nor in the log', async () => {
    const a = await call('fail', { how: 'crash' })
    expect(a).toMatchObject({ ok: false, error: { code: 'INTERNAL' } })
    expect(JSON.stringify(a)).not.toContain('secret')
    expect(lines.join('\n')).not.toContain('13800000000')
    expect(lines.some((l) => l.includes('action.failed'))).toBe(true)
  })

  test('an invalid input names the field', async () => {
    const a = await call('write', { text: 'x'.repeat(21) })
    expect(a).toMatchObject({ ok: false, error: { code: 'INPUT_INVALID', field: 'text' } })
  })

  test('an unknown action is refused by name', async () => {
    expect(await call('constructor', {})).toMatchObject({ ok: false, error: { code: 'ACTION_UNKNOWN' } })
    expect(await call('王小雨 13800000000', {})).toMatchObject({
      ok: false,
      error: { code: 'ACTION_UNKNOWN' },
    })
    expect(lines.join('\n')).not.toContain('13800000000')
  })

  test('the identity of a cloud call is read in the first synchronous statement', async () => {
    process.env.TEST_OPENID = 'mine'
    const running = main({ action: 'read', data: {} }, {})
    process.env.TEST_OPENID = 'somebody-else'
    expect(await running).toMatchObject({ ok: true, data: { who: 'mine' } })
    delete process.env.TEST_OPENID
  })

  test('an instance whose start failed answers in the envelope and starts anew on the next call', async () => {
    let tries = 0
    const flaky = defineFunction('notes', actions, {
      ...wiring,
      cloudDeps: async () => {
        if (tries++ === 0) throw new Error('no secrets')
        return deps
      },
    })
    expect(await flaky({ action: 'read', data: {} }, {})).toMatchObject({
      ok: false,
      error: { code: 'INTERNAL' },
    })
    expect((await flaky({ action: 'read', data: {} }, {})).ok).toBe(true)
  })

  test('a client cannot name its own identity in the event', async () => {
    const a = await main(
      { action: 'read', data: {}, qianli: host({ openid: 'forged' }).qianli, identity: { openid: 'forged' } },
      {},
    )
    expect(a).toMatchObject({ ok: true, data: { who: 'none' } })
  })

  test('events are delivered after the commit and leave the outbox', async () => {
    await call('write', { text: 'a' })
    expect(delivered).toEqual(['contract.completed'])
    expect(await store.count(outboxCollection, [])).toBe(0)
  })

  test('a failing handler never fails the request; the timer delivers later', async () => {
    handlerFails = true
    expect((await call('write', { text: 'a' })).ok).toBe(true)
    expect(await store.count(outboxCollection, [])).toBe(1)
    handlerFails = false
    expect(await drainDue(deps, handlers, now + 1)).toBe(0)
    now += 10_000
    expect(await drainDue(deps, handlers, now + 1)).toBe(1)
    expect(delivered).toEqual(['contract.completed'])
  })

  test('a row leased by a worker that died is delivered once its lease is over', async () => {
    await store.tx((t) =>
      t.insert(outboxCollection, { id: 'x', topic: event.topic, event, dueAt: now + 60_000, attempts: 0 }),
    )
    expect(await drainDue(deps, handlers, now + 1)).toBe(0)
    now += 61_000
    expect(await drainDue(deps, handlers, now + 1)).toBe(1)
  })
})
