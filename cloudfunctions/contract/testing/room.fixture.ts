import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Answer } from '#types/action'
import type { ActionName, ActionOutput, Room } from '#types/api'
import type { RoleCode } from '#types/permissions'
import { LocalFiles } from '#platform/adapters/files-local/local-files'
import { createIds } from '#platform/adapters/ids/ids'
import { testPerson } from '#platform/adapters/registry/test-persons'
import { openTestStore } from '#platform/adapters/store-sql/test-store'
import { createVault } from '#platform/adapters/vault/vault'
import type { AnyAction } from '#platform/kernel/action'
import { defineFunction, type Wiring } from '#platform/kernel/define-function'
import { drainDue } from '#platform/kernel/outbox'
import { ProviderFailure, type Deps, type SmsTemplate } from '#platform/kernel/ports'
import { LocalPki } from '#platform/pki/local-pki'
import { addQuota } from '../../billing/commands/add-quota'
import { collections } from '../../collections'
import { actions as identityActions } from '../../identity/actions'
import { addVerifiedAccount } from '../../identity/commands/add-verified-account'
import { accountOfPhone, bindWechat } from '../../identity/commands/sign-in'
import { identityHandlers } from '../../identity/handlers'
import { accountCollection } from '../../identity/model/account'
import { addEmployee, foundOrganization } from '../../organization/commands/found-organization'
import { resolveCaller } from '../../organization/resolve-caller'
import { actions as sealActions } from '../../seal/actions'
import { addSeal } from '../../seal/commands/add-seal'
import { actions as contractActions } from '../actions'
import { contractHandlers } from '../handlers'

export interface SentSms {
  phone: string
  message: SmsTemplate
  dedupeKey: string
}

const password = '135790'

/** The rooms up to contract on the real store, engine and authority; only phones and files are ours to look into. */
export class Rooms {
  readonly sms: SentSms[] = []
  /** Phones whose messages fail. */
  readonly deadPhones = new Set<string>()
  /** Moved by tests. */
  ahead = 0
  private readonly rooms: Record<string, ReturnType<typeof defineFunction>>

  private constructor(
    readonly deps: Deps,
    readonly files: LocalFiles,
    readonly folder: string,
    extra: Record<string, readonly AnyAction[]>,
  ) {
    const wiring = this.wiring
    const all = { identity: identityActions, seal: sealActions, contract: contractActions, ...extra }
    this.rooms = Object.fromEntries(
      Object.entries(all).map(([room, actions]) => [room, defineFunction(room, actions, wiring)]),
    )
  }

  static async open(extra: Record<string, readonly AnyAction[]> = {}): Promise<Rooms> {
    const folder = mkdtempSync(join(tmpdir(), 'qianli-contract-'))
    const store = await openTestStore(collections)
    const pki = await LocalPki.create(join(folder, 'pki'), randomBytes(32))
    const holder: { rooms?: Rooms } = {}
    const now = () => Date.now() + (holder.rooms?.ahead ?? 0)
    const files = new LocalFiles({
      folder: join(folder, 'files'),
      publicUrl: 'https://qianli.test',
      key: randomBytes(32),
      clock: { now },
    })
    const outside = async () => {
      throw new ProviderFailure('not used here')
    }
    const deps: Deps = {
      store,
      files,
      clock: { now },
      ids: createIds(now),
      vault: createVault(randomBytes(32)),
      sms: {
        simulated: true,
        send: async (phone, message, dedupeKey) => {
          if (holder.rooms?.deadPhones.has(phone)) throw new ProviderFailure('no such number')
          // As the real provider does: one message a key.
          if (!holder.rooms?.sms.some((m) => m.dedupeKey === dedupeKey && m.phone === phone))
            holder.rooms?.sms.push({ phone, message, dedupeKey })
        },
      },
      face: { simulated: true, start: outside, result: outside },
      registry: { simulated: true, check: outside },
      wechat: { simulated: true, phoneNumber: outside },
      pki,
      settings: {
        publicUrl: 'https://qianli.test',
        limits: { uploadBytes: 60 * 1024 * 1024, maxPages: 5000 },
      },
      log: { info: () => undefined, error: (entry) => console.error(JSON.stringify(entry)) },
    }
    holder.rooms = new Rooms(deps, files, folder, extra)
    return holder.rooms
  }

  get wiring(): Wiring {
    return {
      resolveCaller,
      handlers: { ...identityHandlers, ...contractHandlers },
      cloudIdentity: () => ({}),
      cloudDeps: async () => this.deps,
    }
  }

  async close(): Promise<void> {
    await this.deps.store.close()
    rmSync(this.folder, { recursive: true, force: true })
  }

  now = () => this.deps.clock.now()

  /** Calls an action as the owner of this openid; null is a stranger without any session. */
  call(room: string, action: string, openid: string | null, data: unknown, key?: string): Promise<Answer> {
    const main = this.rooms[room]
    if (!main) throw new Error(`no room ${room}`)
    return main(
      { action, data, key: key ?? randomBytes(16).toString('hex') },
      {
        qianli: {
          identity: openid === 'system' ? { system: true } : openid ? { openid, ip: '10.0.0.7' } : {},
          deps: this.deps,
          onSession: () => undefined,
        },
      },
    )
  }

  /** As {@link call}, and fails the test on a refusal. */
  async ok<R extends Room, A extends ActionName<R>>(
    room: R,
    action: A,
    openid: string | null,
    data: unknown,
    key?: string,
  ): Promise<ActionOutput<R, A>> {
    const answer = await this.call(room, action, openid, data, key)
    if (!answer.ok) throw new Error(`${room}.${action}: ${answer.error.code} ${answer.error.field ?? ''}`)
    return answer.data as ActionOutput<R, A>
  }

  /** The refusal code of a call, or `ok`. */
  async code(room: string, action: string, openid: string | null, data: unknown): Promise<string> {
    const answer = await this.call(room, action, openid, data)
    return answer.ok ? 'ok' : answer.error.code
  }

  drain = () => drainDue(this.deps, this.wiring.handlers, this.now() + 60_000)

  /** A signed-in account; the openid is what tests call by. With a key of the test registry it is verified. */
  async account(openid: string, phone: string, person?: string): Promise<string> {
    const { store, vault } = this.deps
    const hash = await vault.hashSecret(password)
    return store.tx(async (t) => {
      if (!person) {
        const { id } = await accountOfPhone(t, this.deps, phone, this.now())
        await bindWechat(t, this.deps, openid, id, 'key')
        return id
      }
      const { name, idNumber } = testPerson(person)
      const verified = { phone, name, idNumber, providerReference: 'ref', simulated: true, at: this.now() }
      const account = await addVerifiedAccount(t, this.deps, verified)
      await bindWechat(t, this.deps, openid, account.id, 'key')
      await t.put(accountCollection, {
        ...account,
        signingPassword: { hash, failures: 0, lockedUntil: 0 },
      })
      return account.id
    })
  }

  /** An organization with its super administrator, a contract seal he holds, and quota. */
  async organization(founder: { id: string; name: string; code: string; admin: string; adminName: string }) {
    const { id, name, code: creditCode, admin, adminName } = founder
    const at = this.now()
    await this.deps.store.tx(async (t) => {
      await foundOrganization(t, {
        organization: { id, name, creditCode, superAdminId: admin, verifiedAt: at, simulated: true },
        superAdmin: { accountId: admin, name: adminName, phoneMasked: '138****0000', at },
      })
      await addSeal(t, {
        id: `seal-${id}`,
        organizationId: id,
        organizationName: name,
        name: '合同专用章',
        type: 'contract',
        createdBy: admin,
        holders: [],
        at,
      })
      await addQuota(t, { id: `quota-${id}`, organizationId: id, by: 100, at, reason: 'test' })
    })
  }

  async employ(
    organization: { id: string; name: string },
    accountId: string,
    name: string,
    roles: RoleCode[],
  ) {
    const joining = { accountId, name, phoneMasked: '139****0000', at: this.now() }
    await this.deps.store.tx((t) => addEmployee(t, organization, joining, roles))
  }

  actAs(openid: string, organizationId: string | null): Promise<unknown> {
    const identity = organizationId ? { kind: 'organization', organizationId } : { kind: 'person' }
    return this.ok('identity', 'switchIdentity', openid, { identity })
  }

  /** A passed challenge by signing password. */
  async challenge(openid: string, contractId: string): Promise<string> {
    const { challengeId } = await this.ok('contract', 'requestChallenge', openid, {
      contractId,
      method: 'password',
    })
    await this.ok('identity', 'answerChallenge', openid, { challengeId, answer: password })
    return challengeId
  }
}
