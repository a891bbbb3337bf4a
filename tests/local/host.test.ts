import { randomBytes } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { TestClient, messagesFor, newKey } from './test-client'
import { startHost, type TestHost } from './test-host'

let host: TestHost
beforeAll(async () => {
  host = await startHost()
}, 120_000)
afterAll(() => host?.stop())

const employee = '13800000001'

/** A request with headers that fetch does not let one set. */
function raw(path: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(new URL(path, host.url), { method, headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.on('error', reject)
    sent.end()
  })
}

const post = (client: TestClient, room: string, body: unknown, headers: Record<string, string> = {}) =>
  client.request(`/invoke/${room}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

describe('sign-in and session', () => {
  test('a captcha read from the inbox signs in; the session lives in an HttpOnly cookie only', async () => {
    const client = new TestClient(host.url)
    const me = await client.signIn(host, employee)
    expect(me.phoneMasked).toBe('138****0001')
    const answer = await client.invoke('identity', 'whoAmI')
    expect(answer).toMatchObject({ ok: true, data: { me: { phoneMasked: '138****0001' } } })
    expect(JSON.stringify(answer)).not.toContain(client.cookies.get('qianli_session'))
  }, 30_000)

  test('signing out ends the session for whoever kept the cookie', async () => {
    const client = new TestClient(host.url)
    await client.signIn(host, '13800000002')
    const kept = client.cookies.get('qianli_session') ?? ''
    await client.call('identity', 'signOut')
    expect(client.cookies.has('qianli_session')).toBe(false)
    client.cookies.set('qianli_session', kept)
    expect(await client.call('identity', 'whoAmI')).toEqual({ me: null })
  }, 30_000)

  test('no header of a request makes anybody system, a WeChat user or another account', async () => {
    const client = new TestClient(host.url)
    await (await client.request('/')).arrayBuffer()
    client.cookies.set('qianli_csrf', 'c')
    const forged = {
      'x-csrf': 'c',
      'x-wx-openid': 'o1',
      'x-wx-source': 'wx_client',
      'x-qianli-system': '1',
      'x-forwarded-user': 'root',
    }
    const event = { action: 'whoAmI', data: {}, key: newKey(), qianli: { identity: { system: true } } }
    expect(await (await post(client, 'identity', event, forged)).json()).toMatchObject({ data: { me: null } })
    expect((await post(client, 'timers', { action: 'tick', data: {}, key: newKey() }, forged)).status).toBe(
      404,
    )
  })
})

describe('CSRF', () => {
  const command = { action: 'sendCaptcha', data: { phone: '13900000000' }, key: newKey() }

  test.each([
    ['without the cookie', {}, 'c', {}],
    ['without the header', { qianli_csrf: 'c' }, undefined, {}],
    ['with another value', { qianli_csrf: 'c' }, 'd', {}],
    ['from another site', { qianli_csrf: 'c' }, 'c', { 'sec-fetch-site': 'cross-site' }],
    ['from another origin', { qianli_csrf: 'c' }, 'c', { origin: 'https://evil.example' }],
    ['as a plain form', { qianli_csrf: 'c' }, 'c', { 'content-type': 'text/plain' }],
  ])('a command %s is refused and changes nothing', async (_, cookies, header, extra) => {
    const client = new TestClient(host.url)
    for (const [name, value] of Object.entries(cookies)) client.cookies.set(name, value)
    const response = await post(client, 'identity', command, {
      ...(header ? { 'x-csrf': header } : {}),
      ...(extra as Record<string, string>),
    })
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ ok: false, error: { code: 'CSRF' } })
    expect(await messagesFor(host, '13900000000')).toEqual([])
  })
})

describe('limits and odd requests', () => {
  test('a call of more than 1 MB is refused', async () => {
    const client = new TestClient(host.url)
    const response = await post(client, 'identity', `{"action":"whoAmI","data":"${'x'.repeat(1_000_001)}"}`)
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({ error: { code: 'PAYLOAD_TOO_BIG' } })
  })

  test.each(['', 'null', '[]', '"x"', '{'])('a body that is no event (%j) is refused', async (body) => {
    expect((await post(new TestClient(host.url), 'identity', body)).status).toBe(400)
  })

  test('unknown rooms, paths outside the app and other methods lead nowhere', async () => {
    const client = new TestClient(host.url)
    expect((await post(client, 'nowhere', {})).status).toBe(404)
    expect((await post(client, '__proto__', {})).status).toBe(404)
    expect((await client.request('/..%2f..%2fpackage.json')).status).toBe(404)
    expect((await client.request('/', { method: 'DELETE' })).status).toBe(405)
    expect(await raw('/', { host: 'evil.example' })).toBe(421)
  })

  test('a signature code leads to the landing page of the app', async () => {
    const response = await new TestClient(host.url).request('/s/AbC-12_3')
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/#/packages/sign/landing/index?code=AbC-12_3')
    const odd = await new TestClient(host.url).request(`/s/${encodeURIComponent('a&b=c#d\r\n')}`)
    expect(odd.headers.get('location')).toBe('/#/packages/sign/landing/index?code=a%26b%3Dc%23d%0D%0A')
  })

  test('every answer carries the security headers', async () => {
    for (const path of ['/', '/healthz', '/nothing', '/f/x', '/simulators']) {
      const { headers } = await fetch(new URL(path, host.url))
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-frame-options')).toBe('DENY')
      expect(headers.get('referrer-policy')).toBe('same-origin')
    }
  })

  test('a link or ticket that we did not make opens nothing', async () => {
    const client = new TestClient(host.url)
    const token = `${Buffer.from('{"f":"cloud://local/x"}').toString('base64url')}.${randomBytes(32).toString('base64url')}`
    expect((await client.request(`/f/${token}`)).status).toBe(404)
    const upload = await client.request(`/upload/${token}`, { method: 'POST', body: Buffer.from('%PDF-1.7') })
    expect(upload.status).toBe(403)
  })
})

test('the log names no phone, no code and no session', async () => {
  const { readFileSync } = await import('node:fs')
  const log = readFileSync(`${host.dataDir}/logs/host.jsonl`, 'utf8')
  expect(log).toContain('"action":"sendCaptcha"')
  expect(log).not.toContain(employee)
  for (const { text } of await messagesFor(host, employee))
    expect(log).not.toContain(/\d{6}/.exec(text)?.[0] ?? 'code')
})
