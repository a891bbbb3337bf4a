import { randomBytes } from 'node:crypto'
import type { Answer, AnswerError } from '../../types/action'
import type { TestHost } from './test-host'

/** A refusal as an error, named by its code. */
export class Refused extends Error {
  override name = 'Refused'
  constructor(
    where: string,
    readonly error: AnswerError,
  ) {
    super(`${where}: ${error.code}`)
  }
}

/** Idempotency key of a new request. */
export const newKey = (): string => randomBytes(18).toString('base64url')

type Reachable = Pick<TestHost, 'url' | 'operatorKey'>

/** A browser without a window: keeps cookies, sends the CSRF header, calls actions as the app does. */
export class TestClient {
  readonly cookies = new Map<string, string>()
  constructor(readonly url: string) {}

  /** fetch with this client's cookies; redirects are answered, not followed. */
  async request(where: string, options: RequestInit = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(new URL(where, this.url), {
      redirect: 'manual',
      ...options,
      headers: { ...(cookie ? { cookie } : {}), ...(options.headers as Record<string, string> | undefined) },
    })
    for (const line of response.headers.getSetCookie()) this.remember(line)
    return response
  }

  private remember(line: string): void {
    const [pair = '', ...attributes] = line.split('; ')
    const equals = pair.indexOf('=')
    if (attributes.includes('Max-Age=0')) this.cookies.delete(pair.slice(0, equals))
    else this.cookies.set(pair.slice(0, equals), pair.slice(equals + 1))
  }

  /** Posts one action and answers the envelope. Queries may carry a key, too; it has no effect on them. */
  async invoke(room: string, action: string, data: unknown = {}, key = newKey()): Promise<Answer> {
    // Any value will do, as long as cookie and header agree: that is what double submit means.
    if (!this.cookies.has('qianli_csrf')) this.cookies.set('qianli_csrf', newKey())
    const response = await this.request(`/invoke/${room}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-csrf': this.cookies.get('qianli_csrf') ?? '' },
      body: JSON.stringify({ action, data, key }),
    })
    return (await response.json()) as Answer
  }

  /** Answers the data of one action. @throws Refused */
  async call<T = Record<string, unknown>>(
    room: string,
    action: string,
    data: unknown = {},
    key?: string,
  ): Promise<T> {
    const answer = await this.invoke(room, action, data, key)
    if (!answer.ok) throw new Refused(`${room}.${action}`, answer.error)
    return answer.data as T
  }

  /** Signs in with the code that the simulators' inbox received. */
  async signIn(host: Reachable, phone: string): Promise<Record<string, unknown>> {
    await this.call('identity', 'sendCaptcha', { phone })
    const code = await captchaFor(host, phone)
    return this.call('identity', 'signInByCaptcha', { phone, code, consent: true })
  }
}

/** Asks the simulators as the operator does. */
function operator(host: Reachable, where: string, body?: Record<string, string>): Promise<Response> {
  return fetch(new URL(where, host.url), {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${host.operatorKey}` },
    ...(body ? { body: new URLSearchParams(body) } : {}),
  })
}

/** Text messages a phone got, newest first. */
export async function messagesFor(
  host: Reachable,
  phone: string,
): Promise<{ template: string; text: string }[]> {
  const response = await operator(host, `/simulators/sms.json?phone=${phone}`)
  return ((await response.json()) as { messages: { template: string; text: string }[] }).messages
}

/** Code of the newest captcha message of a phone. @throws Error when there is none */
export async function captchaFor(host: Reachable, phone: string): Promise<string> {
  const newest = (await messagesFor(host, phone)).find((message) => message.template === 'captcha')
  const code = /\d{6}/.exec(newest?.text ?? '')?.[0]
  if (!code) throw new Error(`No code was sent to ${phone}.`)
  return code
}

/** What somebody does at the page of a face check; `person` is a key of the registry of test persons. */
export type FaceFields =
  { act: 'show'; person: string } | { act: 'cancel' | 'camera-unavailable' | 'liveness-fails' }

/** Acts at the page of a face check; answers its redirect. */
export async function actAtFacePage(faceUrl: string, fields: FaceFields): Promise<Response> {
  const client = new TestClient(new URL(faceUrl).origin)
  await (await client.request(faceUrl)).arrayBuffer()
  const csrf = client.cookies.get('qianli_csrf') ?? ''
  return client.request(faceUrl, { method: 'POST', body: new URLSearchParams({ csrf, ...fields }) })
}

/** Makes simulated parties work, refuse or fall silent. */
export const setParties = (
  host: Reachable,
  parties: Partial<Record<'sms' | 'face' | 'registry', 'works' | 'refuses' | 'silent'>>,
): Promise<Response> => operator(host, '/simulators/switches', { change: 'parties', ...parties })

/** Puts the product's clock ahead of the system's; runs the timers of a host that has them. */
export const setClockAhead = (host: Reachable, minutes: number): Promise<Response> =>
  operator(host, '/simulators/switches', { change: 'clock', minutes: String(minutes) })
