import { randomBytes } from 'node:crypto'
import type { Answer } from '#types/action'
import type { ActionInput, ActionName, ActionOutput, Room } from '#types/api'
import type { AuthMethod, Me } from '#types/identity'
import { testPerson } from '#platform/adapters/registry/test-persons'

/** Where a running host is and how its simulators are opened. */
export interface HostAddress {
  url: string
  operatorKey: string
}

/** A refused call, with its code, for tests that expect success. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    what: string,
  ) {
    super(`${what}: ${code}`)
  }
}

export const freshKey = () => randomBytes(18).toString('base64url')

/** A browser without a page: cookies, CSRF, JSON calls, the way the app makes them. */
export class Client {
  private readonly cookies = new Map<string, string>()
  constructor(readonly host: HostAddress) {}

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    if (this.cookies.size) headers.set('cookie', [...this.cookies].map(([k, v]) => `${k}=${v}`).join('; '))
    const response = await fetch(new URL(path, this.host.url), { redirect: 'manual', ...init, headers })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
      if (/max-age=0/i.test(line)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return response
  }

  cookie(name: string): string | undefined {
    return this.cookies.get(name)
  }

  /** Any call, also a wrong one; the raw answer. */
  async raw(room: string, action: string, data: unknown, key?: string): Promise<Answer> {
    if (!this.cookies.has('qianli_csrf')) await (await this.fetch('/')).arrayBuffer()
    const response = await this.fetch(`/invoke/${room}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-csrf': this.cookies.get('qianli_csrf') ?? '' },
      body: JSON.stringify({ action, data, ...(key ? { key } : {}) }),
    })
    return (await response.json()) as Answer
  }

  /** A typed call that must succeed. @throws Refused */
  async call<R extends Room, A extends ActionName<R>>(
    room: R,
    action: A,
    data: ActionInput<R, A>,
    key = freshKey(),
  ): Promise<ActionOutput<R, A>> {
    const answer = await this.raw(room, action, data, key)
    if (!answer.ok) throw new Refused(answer.error.code, `${room}.${action}`)
    return answer.data as ActionOutput<R, A>
  }
}

/** Newest code sent to a phone, from the simulators' inbox. */
export async function newestCode(host: HostAddress, phone: string): Promise<string> {
  const response = await fetch(new URL(`/simulators/sms.json?phone=${phone}`, host.url), {
    headers: { authorization: `Bearer ${host.operatorKey}` },
  })
  const { messages } = (await response.json()) as {
    messages: { text: string; template: string; at: number }[]
  }
  const captchas = messages.filter((m) => m.template === 'captcha').sort((a, b) => b.at - a.at)
  const code = captchas[0]?.text.match(/\d{6}/)?.[0]
  if (!code) throw new Error('no code has arrived')
  return code
}

/** Sets the simulators' clock ahead of the real one, in minutes. */
export async function setClockAhead(host: HostAddress, minutes: number): Promise<void> {
  const response = await fetch(new URL('/simulators/switches', host.url), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${host.operatorKey}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ change: 'clock', minutes: String(minutes) }).toString(),
  })
  if (!response.ok) throw new Error(`clock: ${response.status}`)
}

export async function signIn(host: HostAddress, phone: string): Promise<{ client: Client; me: Me }> {
  const client = new Client(host)
  await client.call('identity', 'sendCaptcha', { phone })
  const code = await newestCode(host, phone)
  const me = await client.call('identity', 'signInByCaptcha', { phone, code, consent: true })
  return { client, me }
}

/** Plays the person before the camera on the simulator's page. */
export async function showFace(host: HostAddress, faceUrl: string, personKey: string): Promise<void> {
  const phone = new Client(host)
  const page = await (await phone.fetch(faceUrl)).text()
  const csrf = /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? ''
  const response = await phone.fetch(faceUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: host.url },
    body: new URLSearchParams({ csrf, act: 'show', person: personKey }).toString(),
  })
  if (response.status !== 302 && response.status !== 303) throw new Error(`face page: ${response.status}`)
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
  await showFace(client.host, started.faceUrl, personKey)
  const result = await client.call('identity', 'realNameStatus', { verificationId: started.verificationId })
  if (result.state !== 'passed' || !result.me) throw new Refused(result.reason ?? result.state, 'real-name')
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
    answer: await newestCode(client.host, phone),
  })
  if (answered.state !== 'passed') throw new Error(`challenge ${answered.state}`)
  return challengeId
}

/** Sets the signing password of a person, with the code that arrives. */
export async function setPassword(client: Client, phone: string, password: string): Promise<void> {
  await client.call('identity', 'sendPasswordCaptcha', {})
  const code = await newestCode(client.host, phone)
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
  what: 'pdf' | 'evidence',
): Promise<Buffer> {
  const { url } = await client.call('contract', 'download', { contractId, what })
  const response = await client.fetch(url)
  if (!response.ok) throw new Error(`download: ${response.status}`)
  return Buffer.from(await response.arrayBuffer())
}
