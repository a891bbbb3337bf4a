import { rmSync } from 'node:fs'
import { testPerson } from '#platform/adapters/registry/test-persons'
import { TestClient, actAtFacePage, captchaFor, messagesFor, setClockAhead, setParties } from './test-client'
import { ProgramFailed, preparedData, startHost, type TestHost } from './test-host'

let host: TestHost
beforeAll(async () => {
  host = await startHost()
}, 120_000)
afterAll(() => host?.stop())

let nextPhone = 13911110000

/** A fresh signed-in account. */
async function person(): Promise<TestClient> {
  const client = new TestClient(host.url)
  await client.signIn(host, String(nextPhone++))
  return client
}

interface Started {
  verificationId: string
  faceUrl: string
}

const begin = (client: TestClient, who: { name: string; idNumber: string }) =>
  client.call<Started>('identity', 'startRealName', {
    name: who.name,
    idNumber: who.idNumber,
    consentGeneral: true,
    consentSensitive: true,
    returnTo: '/#/packages/account/real-name/index',
  })
const outcome = (client: TestClient, { verificationId }: Started) =>
  client.call('identity', 'realNameStatus', { verificationId })

describe("the operator's pages", () => {
  const pages = ['/simulators', '/simulators/faces', '/simulators/persons', '/simulators/switches']

  test('do not exist without the key, whatever the key is guessed to be', async () => {
    for (const page of [...pages, '/simulators/sms.json', '/simulators?key=', '/simulators?key=wrong']) {
      expect((await new TestClient(host.url).request(page)).status).toBe(404)
    }
    const guess = await fetch(`${host.url}/simulators/sms.json`, { headers: { authorization: 'Bearer x' } })
    expect(guess.status).toBe(404)
  })

  test('the key becomes a cookie and leaves the address', async () => {
    const client = new TestClient(host.url)
    const response = await client.request(`/simulators?key=${host.operatorKey}`)
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/simulators')
    expect(response.headers.get('set-cookie')).toMatch(/; Path=\/simulators; .*HttpOnly/)
    expect(response.headers.get('set-cookie')).not.toContain(host.operatorKey)
    for (const page of pages) {
      const shown = await client.request(page)
      expect(shown.status).toBe(200)
      expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(await shown.text()).toContain('模拟环境')
    }
    expect(await (await client.request('/simulators/persons?lang=en')).text()).toContain('Test persons')
  })

  test('a form without our token changes nothing, even with the cookie', async () => {
    const client = new TestClient(host.url)
    await client.request(`/simulators?key=${host.operatorKey}`)
    const body = new URLSearchParams({ change: 'parties', sms: 'refuses' })
    expect((await client.request('/simulators/switches', { method: 'POST', body })).status).toBe(403)
    body.set('csrf', client.cookies.get('qianli_csrf') ?? 'x')
    expect((await client.request('/simulators/switches', { method: 'POST', body })).status).toBe(403)
    await (await client.request('/simulators/switches')).text()
    body.set('csrf', client.cookies.get('qianli_csrf') ?? 'x')
    expect((await client.request('/simulators/switches', { method: 'POST', body })).status).toBe(303)
    await setParties(host, { sms: 'works' })
  })
})

describe('the face check', () => {
  test('waits until somebody acts; the registered person passes and is led back into the app', async () => {
    const client = await person()
    const started = await begin(client, testPerson('li-jianguo'))
    expect(await outcome(client, started)).toMatchObject({ state: 'pending' })
    const response = await actAtFacePage(started.faceUrl, { act: 'show', person: 'li-jianguo' })
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/#/packages/account/real-name/index')
    expect(await outcome(client, started)).toMatchObject({
      state: 'passed',
      me: { person: { simulated: true } },
    })
  }, 30_000)

  test.each([
    ['another face', { act: 'show', person: 'wang-xiaoyu' }, 'FACE_MISMATCH'],
    ['a cancelled check', { act: 'cancel' }, 'FACE_CANCELLED'],
    ['a broken camera', { act: 'camera-unavailable' }, 'FACE_UNAVAILABLE'],
    ['a face that does not live', { act: 'liveness-fails' }, 'FACE_FAILED'],
  ] as const)(
    '%s fails with its own reason',
    async (_, act, reason) => {
      const client = await person()
      const started = await begin(client, testPerson('sun-haoran'))
      await actAtFacePage(started.faceUrl, act)
      expect(await outcome(client, started)).toMatchObject({ state: 'failed', reason })
    },
    30_000,
  )

  test('a person the registry does not know, or under another name, gets no check at all', async () => {
    const client = await person()
    await expect(begin(client, { name: '张三', idNumber: '11010519491231002X' })).rejects.toThrow(
      /IDENTITY_MISMATCH|AGE_NOT_ALLOWED/,
    )
    await expect(begin(client, { name: '李四', idNumber: testPerson('aygul').idNumber })).rejects.toThrow(
      'IDENTITY_MISMATCH',
    )
  }, 30_000)

  test('a page decides once: a second act, an unknown token and a foreign form change nothing', async () => {
    const client = await person()
    const started = await begin(client, testPerson('zhao-wenbo'))
    const forged = await fetch(started.faceUrl, {
      method: 'POST',
      body: new URLSearchParams({ act: 'show', person: 'zhao-wenbo' }),
    })
    expect(forged.status).toBe(403)
    expect(await outcome(client, started)).toMatchObject({ state: 'pending' })
    await actAtFacePage(started.faceUrl, { act: 'cancel' })
    expect((await actAtFacePage(started.faceUrl, { act: 'show', person: 'zhao-wenbo' })).status).toBe(409)
    expect(await outcome(client, started)).toMatchObject({ state: 'failed', reason: 'FACE_CANCELLED' })
    expect((await fetch(`${host.url}/simulators/face/unknown`)).status).toBe(404)
  }, 30_000)

  test('the page shows the name masked and no number', async () => {
    const started = await begin(await person(), testPerson('kita-kaoru'))
    const page = await (await fetch(started.faceUrl)).text()
    expect(page).toContain('㐂**')
    expect(page).not.toContain(testPerson('kita-kaoru').idNumber)
  }, 30_000)
})

describe('failures and clock', () => {
  test('a party that refuses is a failure, never a success', async () => {
    const client = await person()
    await setParties(host, { face: 'refuses' })
    await expect(begin(client, testPerson('yoshino-kamei'))).rejects.toThrow('FACE_UNAVAILABLE')
    await setParties(host, { face: 'works', registry: 'refuses' })
    await expect(begin(client, testPerson('yoshino-kamei'))).rejects.toThrow(/identity\.startRealName/)
    await setParties(host, { registry: 'works' })
    expect((await begin(client, testPerson('yoshino-kamei'))).faceUrl).toContain('/simulators/face/')
  }, 30_000)

  test('an SMS that the provider refuses reaches nobody', async () => {
    const phone = String(nextPhone++)
    await setParties(host, { sms: 'refuses' })
    await new TestClient(host.url).invoke('identity', 'sendCaptcha', { phone })
    await setParties(host, { sms: 'works' })
    expect(await messagesFor(host, phone)).toEqual([])
  }, 30_000)

  test('moving the clock ends what has an end: the captcha is too old', async () => {
    const phone = String(nextPhone++)
    const client = new TestClient(host.url)
    await client.call('identity', 'sendCaptcha', { phone })
    const code = await captchaFor(host, phone)
    await setClockAhead(host, 6)
    await expect(client.call('identity', 'signInByCaptcha', { phone, code, consent: true })).rejects.toThrow(
      'CAPTCHA_EXPIRED',
    )
    await setClockAhead(host, 0)
  }, 30_000)

  test("nobody without the simulators' key speaks for a provider", async () => {
    const response = await fetch(`${host.url}/simulators/tencentcloud`, {
      method: 'POST',
      headers: {
        'x-tc-action': 'SendSms',
        'x-tc-timestamp': String(Math.floor(Date.now() / 1000)),
        authorization: 'TC3-HMAC-SHA256 Credential=x, SignedHeaders=content-type;host, Signature=00',
      },
      body: JSON.stringify({ PhoneNumberSet: ['+8613900009999'] }),
    })
    expect(await response.json()).toMatchObject({
      Response: { Error: { Code: 'AuthFailure.SignatureFailure' } },
    })
  })
})

describe('production', () => {
  const production = { NODE_ENV: 'production', QIANLI_LOG: undefined }

  test('refuses simulators: the host names what it needs of the real parties', async () => {
    const dataDir = await preparedData()
    const start = startHost({ dataDir, env: production })
    await expect(start).rejects.toThrow(/TENCENT_SECRET_ID.*QIANLI_FACE_RULE_SIGN/)
    await expect(start).rejects.toBeInstanceOf(ProgramFailed)
    await expect(start).rejects.toMatchObject({ code: 2 })
    rmSync(dataDir, { recursive: true, force: true })
  }, 60_000)

  test('has them when told so out loud', async () => {
    const trial = await startHost({ env: { ...production, QIANLI_ALLOW_SIMULATORS: '1' } })
    const response = await new TestClient(trial.url).request(`/simulators?key=${trial.operatorKey}`)
    expect(response.status).toBe(303)
    await trial.stop()
  }, 60_000)
})
