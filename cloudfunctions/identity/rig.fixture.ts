import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Answer } from '#types/action'
import type { Me } from '#types/identity'
import { actOnFace, faceRequests, type FaceAct } from '#platform/adapters/face/face-simulator'
import { createIds } from '#platform/adapters/ids/ids'
import { testPerson } from '#platform/adapters/registry/test-persons'
import { simulatedSmsCollection } from '#platform/adapters/sms/sms-simulator'
import { openTestStore } from '#platform/adapters/store-sql/test-store'
import { simulatedParties } from '#platform/adapters/tencent-cloud/parties-from-env'
import { createVault } from '#platform/adapters/vault/vault'
import { WechatSimulator } from '#platform/adapters/wechat/wechat-simulator'
import type { AnyAction } from '#platform/kernel/action'
import type { RawIdentity, SessionChange } from '#platform/kernel/context'
import { defineFunction, type HostContext } from '#platform/kernel/define-function'
import { drainDue, type EventHandlers } from '#platform/kernel/outbox'
import type { Deps } from '#platform/kernel/ports'
import type { Collection } from '#platform/kernel/store'
import { send } from '#platform/local/reply'
import { simulatorCollections } from '#platform/local/simulators/collections'
import { answerProvider } from '#platform/local/simulators/provider-endpoint'
import { changeSwitches, type Switches } from '#platform/local/simulators/switches'
import { actions as billing } from '../billing/actions'
import { collections } from '../collections'
import { actions as organization } from '../organization/actions'
import { resolveCaller } from '../organization/resolve-caller'
import { actions as seal } from '../seal/actions'
import { actions as identity } from './actions'
import { identityHandlers } from './handlers'

export type Result<T> =
  | { ok: true; data: T; session: SessionChange | undefined }
  | { ok: false; code: string; params: Record<string, string | number>; session: SessionChange | undefined }

const everything: Collection[] = [...collections, ...simulatorCollections]

/** The lower rooms on a real store, with the outside parties' simulators behind their wire protocol. */
export class Rig {
  now = Date.UTC(2026, 10, 22, 2, 0)
  private source = 0
  private readonly main: ReturnType<typeof defineFunction>
  private readonly handlers = { ...identityHandlers } as EventHandlers

  private constructor(
    readonly deps: Deps,
    readonly wechat: WechatSimulator,
    private readonly server: Server,
    clock: { rig?: Rig },
    extra: readonly AnyAction[],
  ) {
    clock.rig = this
    // One function of all rooms: their action names differ.
    this.main = defineFunction('identity', [...identity, ...organization, ...billing, ...seal, ...extra], {
      cloudDeps: () => Promise.reject(new Error('The rig hosts its functions.')),
      cloudIdentity: () => ({}),
      resolveCaller,
      handlers: this.handlers,
    })
  }

  static async open(extra: readonly AnyAction[] = []): Promise<Rig> {
    const store = await openTestStore(everything)
    const holder: { rig?: Rig } = {}
    const clock = { now: () => holder.rig?.now ?? 0 }
    const ids = createIds(clock.now)
    const key = { secretId: 'simulator', secretKey: randomBytes(24).toString('hex') }
    const publicUrl = 'http://qianli.test'
    const server = createServer((request, response) => {
      void answerProvider(request, { store, clock, ids }, key, publicUrl).then((reply) =>
        send(response, reply),
      )
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const wechat = new WechatSimulator({ store, clock, ids })
    const deps = {
      store,
      clock,
      ids,
      vault: createVault(randomBytes(32)),
      ...simulatedParties(`http://127.0.0.1:${port}`, key, publicUrl),
      wechat,
      settings: { publicUrl, limits: { uploadBytes: 1, maxPages: 1 } },
      log: { info: () => undefined, error: () => undefined },
    } as unknown as Deps
    return new Rig(deps, wechat, server, holder, extra)
  }

  async close(): Promise<void> {
    await this.deps.store.close()
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  /** Empties the store; cheaper than opening another. */
  async clear(): Promise<void> {
    const { store } = this.deps
    for (const c of everything)
      for (const { id } of (await store.find(c, { where: [], limit: 1000 })).items)
        await store.tx(async (t) => {
          const doc = await t.get(c, id)
          if (doc) await t.remove(c, doc)
        })
  }

  key = () => this.deps.ids.random()

  async call<T = Record<string, unknown>>(
    raw: RawIdentity,
    action: string,
    data: unknown = {},
    key = this.key(),
  ): Promise<Result<T>> {
    let session: SessionChange | undefined
    const host: HostContext = {
      qianli: { identity: raw, deps: this.deps, onSession: (change) => (session = change) },
    }
    const answer = (await this.main({ action, data, key }, host)) as Answer<T>
    return answer.ok
      ? { ok: true, data: answer.data, session }
      : { ok: false, code: answer.error.code, params: answer.error.params ?? {}, session }
  }

  /** The answer's data; a refusal fails the test. */
  async get<T = Record<string, unknown>>(...call: Parameters<Rig['call']>): Promise<T> {
    const result = await this.call<T>(...call)
    if (!result.ok) throw new Error(`${call[1]} was refused: ${result.code}`)
    return result.data
  }

  /** Code of the refusal, or `ok`. */
  async refusal(...call: Parameters<Rig['call']>): Promise<string> {
    const result = await this.call(...call)
    return result.ok ? 'ok' : result.code
  }

  switches = (change: Partial<Switches>) => changeSwitches(this.deps.store, change)

  drain = () => drainDue(this.deps, this.handlers, this.now + 1)

  async messagesTo(phone: string): Promise<string[]> {
    const page = await this.deps.store.find(simulatedSmsCollection, {
      where: [{ eq: ['phone', phone] }],
      limit: 100,
    })
    return page.items.sort((a, b) => a.at - b.at).map((m) => m.text)
  }

  /** The newest code that arrived at a phone. */
  async codeAt(phone: string): Promise<string> {
    const text = (await this.messagesTo(phone)).at(-1) ?? ''
    const code = /\d{6}/.exec(text)?.[0]
    if (!code) throw new Error(`No code arrived at ${phone}.`)
    return code
  }

  /** A caller of the browser from an address of its own. */
  fromBrowser = (sessionToken?: string): RawIdentity => ({
    ip: `10.0.${(this.source >> 8) & 255}.${this.source++ & 255}`,
    ...(sessionToken ? { sessionToken } : {}),
  })

  /** Signs in with a code and answers the browser's identity. */
  async signIn(phone: string): Promise<{ raw: RawIdentity; me: Me }> {
    const nobody = this.fromBrowser()
    await this.get(nobody, 'sendCaptcha', { phone })
    const code = await this.codeAt(phone)
    const result = await this.call<Me>(nobody, 'signInByCaptcha', { phone, code, consent: true })
    if (!result.ok || !result.session || !('set' in result.session)) throw new Error('No session.')
    return { raw: { ...nobody, sessionToken: result.session.set.token }, me: result.data }
  }

  /** Acts at the page of the newest face check. */
  async actOnNewestFace(act: FaceAct): Promise<void> {
    const [request] = await faceRequests(this.deps.store, 1)
    if (!request || !(await actOnFace(this.deps, request.id, act))) throw new Error('No face check is open.')
  }

  startRealName(raw: RawIdentity, name: string, idNumber: string) {
    return this.call<{ verificationId: string; faceUrl: string }>(raw, 'startRealName', {
      name,
      idNumber,
      consentGeneral: true,
      consentSensitive: true,
      returnTo: '/packages/sign/real-name',
    })
  }

  /** Signs in and verifies a person of the registry. */
  async verified(phone: string, personKey: string): Promise<{ raw: RawIdentity; me: Me }> {
    // The newest check is found by its time.
    this.now += 1
    const { raw } = await this.signIn(phone)
    const { name, idNumber } = testPerson(personKey)
    const started = await this.startRealName(raw, name, idNumber)
    if (!started.ok) throw new Error(started.code)
    await this.actOnNewestFace({ act: 'show', personKey })
    const { verificationId } = started.data
    const { me } = await this.get<{ me: Me }>(raw, 'realNameStatus', { verificationId })
    return { raw, me }
  }
}

let nextPhone = 13_700_000_000

/** A phone nobody used before. */
export const freshPhone = () => String(nextPhone++)
