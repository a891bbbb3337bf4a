import type { Answer } from '#types/action'
import type { ActionInput, ActionName, ActionOutput, Room } from '#types/api'
import type { AuthMethod, Me } from '#types/identity'
import { testPerson } from '#platform/adapters/registry/test-persons'
import { Refused, TestClient, actAtFacePage, captchaFor, newKey } from '../local/test-client'

/** Where a running host is and how its simulators are opened. */
export interface HostAddress {
  url: string
  operatorKey: string
}

export { captchaFor as newestCode, setClockAhead } from '../local/test-client'
export const freshKey = newKey

/** A browser without a page, with typed calls. */
export class Client {
  private readonly browser: TestClient
  constructor(readonly host: HostAddress) {
    this.browser = new TestClient(host.url)
  }

  fetch(where: string, init: RequestInit = {}): Promise<Response> {
    return this.browser.request(where, init)
  }

  cookie(name: string): string | undefined {
    return this.browser.cookies.get(name)
  }

  /** Any call, also a wrong one; the raw answer. */
  raw(room: string, action: string, data: unknown, key?: string): Promise<Answer> {
    return this.browser.invoke(room, action, data, key)
  }

  /** A typed call that must succeed. @throws Refused */
  async call<R extends Room, A extends ActionName<R>>(
    room: R,
    action: A,
    data: ActionInput<R, A>,
    key = freshKey(),
  ): Promise<ActionOutput<R, A>> {
    const answer = await this.raw(room, action, data, key)
    if (!answer.ok) throw new Refused(`${room}.${action}`, answer.error)
    return answer.data as ActionOutput<R, A>
  }
}

export async function signIn(host: HostAddress, phone: string): Promise<{ client: Client; me: Me }> {
  const client = new Client(host)
  await client.call('identity', 'sendCaptcha', { phone })
  const code = await captchaFor(host, phone)
  const me = await client.call('identity', 'signInByCaptcha', { phone, code, consent: true })
  return { client, me }
}

/** Real-name authentication of a test person. */
export async function verify(client: Client, personKey: string): Promise<Me> {
  const { name, idNumber } = testPerson(personKey)
  const started = await client.call('identity', 'startRealName', {
    name,
    idNumber,
    consentGeneral: true,
    consentSensitive: true,
  })
  const acted = await actAtFacePage(started.faceUrl, { act: 'show', person: personKey })
  if (acted.status !== 303) throw new Error(`face page: ${acted.status}`)
  const result = await client.call('identity', 'realNameStatus', { verificationId: started.verificationId })
  if (result.state !== 'passed' || !result.me) throw new Error(`real-name: ${result.reason ?? result.state}`)
  return result.me
}

/** Switches to the first organization of the account. */
export async function actForOrganization(client: Client): Promise<string> {
  const { me } = await client.call('identity', 'whoAmI', {})
  const option = me?.identities.find((i) => i.kind === 'organization')
  if (option?.kind !== 'organization') throw new Error('no organization')
  const { organizationId } = option
  await client.call('identity', 'switchIdentity', { identity: { kind: 'organization', organizationId } })
  return organizationId
}

export async function upload(client: Client, bytes: Uint8Array, filename = 'contract.pdf'): Promise<string> {
  const { uploadId, ticket } = await client.call('contract', 'createUpload', { filename, size: bytes.length })
  if (ticket.kind !== 'http') throw new Error('not a local upload')
  const sent = await client.fetch(ticket.url, {
    method: 'POST',
    headers: ticket.headers,
    body: Buffer.from(bytes),
  })
  if (!sent.ok) throw new Error(`upload: ${sent.status}`)
  await client.call('contract', 'completeUpload', { uploadId })
  return uploadId
}

export interface Signatory {
  name: string
  phone: string
}

/** Starts a contract of the client's organization and one person: a seal and a signature with dates on the last page. */
export async function initiate(
  client: Client,
  bytes: Uint8Array,
  person: Signatory,
  options: { order?: 'any' | 'sequential'; name?: string; page?: number; auth?: AuthMethod[] } = {},
): Promise<{ contractId: string; code: string; url: string }> {
  const uploadId = await upload(client, bytes)
  const page = options.page ?? 1
  return client.call('contract', 'initiate', {
    uploadId,
    name: options.name ?? '产品设计顾问服务协议',
    deadline: Date.now() + 86_400_000 * 15,
    order: options.order ?? 'any',
    parties: [
      {
        kind: 'organization',
        auth: ['captcha'],
        fields: [
          { type: 'seal', page, x: 90, y: 310, width: 119, height: 119 },
          { type: 'date', page, x: 105, y: 378, width: 110, height: 18 },
        ],
      },
      {
        kind: 'person',
        ...person,
        auth: options.auth ?? ['face', 'captcha'],
        fields: [
          { type: 'signature', page, x: 330, y: 330, width: 130, height: 44 },
          { type: 'date', page, x: 363, y: 378, width: 110, height: 18 },
        ],
      },
    ],
  })
}

/** Passes the SMS authentication for one contract and answers the challenge. */
export async function passCaptcha(client: Client, contractId: string, phone: string): Promise<string> {
  const { challengeId } = await client.call('contract', 'requestChallenge', { contractId, method: 'captcha' })
  const answered = await client.call('identity', 'answerChallenge', {
    challengeId,
    answer: await captchaFor(client.host, phone),
  })
  if (answered.state !== 'passed') throw new Error(`challenge ${answered.state}`)
  return challengeId
}

/** Sets the signing password of a person, with the code that arrives. */
export async function setPassword(client: Client, phone: string, password: string): Promise<void> {
  await client.call('identity', 'sendPasswordCaptcha', {})
  const code = await captchaFor(client.host, phone)
  await client.call('identity', 'setSigningPassword', { code, password, repeat: password })
}

/** Passes the password authentication for one contract. */
export async function passPassword(client: Client, contractId: string, password: string): Promise<string> {
  const { challengeId } = await client.call('contract', 'requestChallenge', {
    contractId,
    method: 'password',
  })
  const answered = await client.call('identity', 'answerChallenge', { challengeId, answer: password })
  if (answered.state !== 'passed') throw new Error(`challenge ${answered.state}`)
  return challengeId
}

/** The marks of all own signature or seal fields, made with the first usable seal or a system signature. */
export async function ownMarks(
  client: Client,
  contractId: string,
): Promise<ActionInput<'contract', 'sign'>['marks']> {
  const detail = await client.call('contract', 'get', { contractId })
  const mine = detail.partyViews.find((p) => p.id === detail.myPartyId)
  if (!mine) throw new Error('not a party')
  const fields = mine.fields.filter((f) => f.type !== 'date')
  if (mine.kind === 'organization') {
    const { items } = await client.call('seal', 'listSeals', {})
    const sealId = items.find((s) => s.canUse)?.id ?? ''
    return fields.map((f) => ({ fieldId: f.id, sealId }))
  }
  const { items } = await client.call('seal', 'listPersonalSignatures', {})
  const signatureId =
    items[0]?.id ?? (await client.call('seal', 'savePersonalSignature', { kind: 'system' })).id
  return fields.map((f) => ({ fieldId: f.id, signatureId }))
}

/** The bytes behind a download of a contract. */
export async function download(
  client: Client,
  contractId: string,
  what: 'pdf' | 'report' | 'evidence',
): Promise<Buffer> {
  const { url } = await client.call('contract', 'download', { contractId, what })
  const response = await client.fetch(url)
  if (!response.ok) throw new Error(`download: ${response.status}`)
  return Buffer.from(await response.arrayBuffer())
}
