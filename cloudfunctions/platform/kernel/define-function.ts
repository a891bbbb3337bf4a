import { randomUUID } from 'node:crypto'
import type { Answer } from '#types/action'
import type { ErrorCode } from '#types/errors'
import type { AnyAction } from './action'
import type { Caller, Context, RawIdentity, SessionChange } from './context'
import { requireGuard } from './guard'
import { firstAnswer, hashInput, keyCollection, keyLifetime, recordId } from './idempotency'
import { framesOf, jsonLog } from './log'
import { drainOwn, outboxCollection, type EventHandlers } from './outbox'
import type { Deps } from './ports'
import { Refusal, isRefusal, messageOf, type RefusalFacts } from './refusal'
import { isConflict, isDuplicate } from './store'
import type { UnitOfWork } from './unit-of-work'

/** What the composition root gives to every function. */
export interface Wiring {
  /** Dependencies on the cloud; the local host injects its own. Called once, on first use. */
  cloudDeps(): Promise<Deps>
  /** Turns what the host vouches for into a caller. */
  resolveCaller(deps: Deps, raw: RawIdentity, now: number): Promise<Caller>
  handlers: EventHandlers
  /** Reads the identity of a cloud call; synchronous, because the SDK keeps it in process-wide state. */
  cloudIdentity(event: unknown, context: unknown): RawIdentity
}

/** What the local host passes as second argument. Clients cannot set it: they reach only the first. */
export interface HostContext {
  qianli: { identity: RawIdentity; deps: Deps; onSession: (change: SessionChange) => void }
}

interface Invocation {
  action: string
  data: unknown
  key: string
}

const keyPattern = /^[A-Za-z0-9_-]{16,64}$/

/** Makes the entry of one cloud function from its actions. */
export function defineFunction(room: string, actions: readonly AnyAction[], wiring: Wiring) {
  const byName = new Map(actions.map((a) => [a.contract.name, a]))
  let cloud: Promise<Deps> | undefined
  return (event: unknown, context: unknown): Promise<Answer> => {
    // First synchronous statement: identity kept in process.env is another caller's after the first await.
    const host = hostOf(context)
    const raw = host ? host.identity : wiring.cloudIdentity(event, context)
    const opening = host ? Promise.resolve(host.deps) : (cloud ??= wiring.cloudDeps())
    return opening.then(
      (deps) => answer(room, byName, wiring, deps, raw, event, host ? host.onSession : () => undefined),
      (e: unknown) => {
        // The next call of this instance tries again. There is no log of its own before the dependencies are there.
        cloud = undefined
        jsonLog((line) => process.stderr.write(`${line}\n`), Date.now).error({
          event: 'start.failed',
          room,
          outcome: e instanceof Error ? e.name : 'unknown',
          stack: framesOf(e),
        })
        return {
          ok: false,
          error: { code: 'INTERNAL', message: messageOf('INTERNAL') },
          requestId: randomUUID(),
        }
      },
    )
  }
}

function hostOf(context: unknown): HostContext['qianli'] | null {
  const candidate = (context as Partial<HostContext> | null | undefined)?.qianli
  return candidate ?? null
}

async function answer(
  room: string,
  byName: ReadonlyMap<string, AnyAction>,
  wiring: Wiring,
  deps: Deps,
  raw: RawIdentity,
  event: unknown,
  onSession: (change: SessionChange) => void,
): Promise<Answer> {
  const requestId = randomUUID()
  const started = deps.clock.now()
  let name = ''
  let outcome = 'ok'
  try {
    const call = parseInvocation(event)
    const found = byName.get(call.action)
    if (!found) throw new Refusal('ACTION_UNKNOWN')
    // Only a known name reaches the log: an unknown one is the caller's own text.
    name = found.contract.name
    const data = await run(found, wiring, deps, raw, call, requestId, started, onSession)
    return { ok: true, data, requestId }
  } catch (e) {
    const [code, facts] = refusalOf(e)
    outcome = code
    if (code === 'INTERNAL' || code === 'BUSY')
      deps.log.error({
        event: 'action.failed',
        requestId,
        room,
        action: name,
        outcome: e instanceof Error ? e.name : 'unknown',
        stack: framesOf(e),
      })
    return {
      ok: false,
      error: {
        code,
        message: messageOf(code, facts),
        ...(facts.field ? { field: facts.field } : {}),
        ...(facts.params ? { params: facts.params } : {}),
      },
      requestId,
    }
  } finally {
    deps.log.info({
      event: 'action',
      requestId,
      room,
      action: name,
      outcome,
      duration: deps.clock.now() - started,
    })
  }
}

function refusalOf(e: unknown): [ErrorCode, RefusalFacts] {
  if (isRefusal(e)) return [e.code, e.facts]
  if (isConflict(e)) return ['BUSY', {}]
  return ['INTERNAL', {}]
}

function parseInvocation(event: unknown): Invocation {
  const { action, data, key } = (typeof event === 'object' && event !== null ? event : {}) as Record<
    string,
    unknown
  >
  return {
    action: typeof action === 'string' ? action : '',
    data: data ?? {},
    key: typeof key === 'string' ? key : '',
  }
}

async function run(
  found: AnyAction,
  wiring: Wiring,
  deps: Deps,
  raw: RawIdentity,
  call: Invocation,
  requestId: string,
  now: number,
  onSession: (change: SessionChange) => void,
): Promise<unknown> {
  const { contract } = found
  const caller = await wiring.resolveCaller(deps, raw, now)
  // The guard comes before parsing: a stranger learns nothing about the shape of an action.
  requireGuard(contract.guard, caller)
  const parsed = contract.input.safeParse(call.data)
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.join('.') ?? ''
    throw new Refusal('INPUT_INVALID', { field: path || 'data' })
  }
  const isCommand = contract.kind === 'command'
  if (isCommand && caller.kind !== 'system' && !keyPattern.test(call.key)) throw new Refusal('KEY_REQUIRED')

  const id = recordId(contract.room, contract.name, clientOf(caller), call.key)
  const inputHash = isCommand ? hashInput(deps.vault, parsed.data) : ''
  if (isCommand && call.key) {
    const first = await firstAnswer(deps.store, id, inputHash)
    if (first) return first.data
  }
  const emitted: string[] = []
  const ctx: Context = {
    deps,
    caller,
    requestId,
    now,
    key: call.key,
    setSession: onSession,
    commit: (body) =>
      deps.store.tx(async (t) => {
        emitted.length = 0
        const work: UnitOfWork = {
          ...t,
          emit: async (e) => {
            const rowId = deps.ids.ordered()
            await t.insert(outboxCollection, { id: rowId, topic: e.topic, event: e, dueAt: now, attempts: 0 })
            emitted.push(rowId)
          },
        }
        const output = await body(work)
        if (call.key)
          await t.insert(keyCollection, {
            id,
            inputHash,
            output: JSON.stringify(output ?? null),
            expiresAt: now + keyLifetime,
          })
        return output
      }),
  }
  try {
    const resource = found.authorize ? await found.authorize(ctx as never, parsed.data as never) : undefined
    const output = await found.handle(ctx as never, parsed.data as never, resource as never)
    await drainOwn(deps, wiring.handlers, emitted)
    return contract.output.parse(output)
  } catch (e) {
    // Two calls with one key ran side by side: the loser answers what the winner wrote.
    if (isCommand && call.key && (isDuplicate(e) || isRefusal(e) || isConflict(e))) {
      const first = await firstAnswer(deps.store, id, inputHash)
      if (first) return first.data
    }
    throw e
  }
}

/** Whose keys these are. Anonymous callers share one space; their keys are 96 random bits or more. */
function clientOf(caller: Caller): string {
  if (caller.kind === 'account') return `account:${caller.accountId}`
  if (caller.kind === 'system') return 'system'
  return caller.raw.openid ? `openid:${caller.raw.openid}` : 'nobody'
}
