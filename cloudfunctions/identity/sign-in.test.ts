import type { Me } from '#types/identity'
import { keyCollection } from '#platform/kernel/idempotency'
import { ProviderFailure } from '#platform/kernel/ports'
import { sweepIdentity } from './commands/sweep-identity'
import { sessionCollection } from './model/session'
import { sessionIdOf } from './rules/session'
import { freshPhone, Rig, type Result } from './rig.fixture'

describe('sign-in by SMS code (dec-9)', () => {
  let rig: Rig
  beforeAll(async () => {
    rig = await Rig.open()
  }, 60_000)
  afterAll(() => rig.close())

  const send = (phone: string, raw = rig.fromBrowser()) => rig.call(raw, 'sendCaptcha', { phone })
  const enter = (phone: string, code: string, key = rig.key(), raw = rig.fromBrowser()) =>
    rig.call<Me>(raw, 'signInByCaptcha', { phone, code, consent: true }, key)
  const tokenOf = (result: Result<Me>) =>
    result.session && 'set' in result.session ? result.session.set.token : undefined
  const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

  test('first sign-in makes the account, the second finds it; the phone is masked on the way out', async () => {
    const phone = freshPhone()
    const first = await rig.signIn(phone)
    expect(first.me).toMatchObject({
      phoneMasked: `${phone.slice(0, 3)}****${phone.slice(-4)}`,
      person: null,
      hasPassword: false,
      identities: [{ kind: 'person', name: null }],
      active: { kind: 'person' },
    })
    expect(JSON.stringify(first.me)).not.toContain(phone)
    rig.now += 61_000
    const second = await rig.signIn(phone)
    expect(second.me.accountId).toBe(first.me.accountId)
    expect(second.raw.sessionToken).not.toBe(first.raw.sessionToken)
  })

  test('a wrong code costs a try; after five the right one is worth nothing', async () => {
    const phone = freshPhone()
    await send(phone)
    const code = await rig.codeAt(phone)
    for (const triesLeft of [4, 3, 2, 1, 0]) {
      const wrong = await enter(phone, other(code))
      expect(wrong).toMatchObject({ ok: false, code: 'CAPTCHA_WRONG', params: { triesLeft } })
    }
    expect(await enter(phone, code)).toMatchObject({ ok: false, code: 'CAPTCHA_EXPIRED' })
  })

  test('guesses side by side get no more than five tries', async () => {
    const phone = freshPhone()
    await send(phone)
    const code = await rig.codeAt(phone)
    const guesses = await Promise.all(Array.from({ length: 8 }, () => enter(phone, other(code))))
    const codes = guesses.map((g) => (g.ok ? 'ok' : g.code))
    expect(codes.filter((c) => c === 'CAPTCHA_WRONG')).toHaveLength(5)
    expect(codes.filter((c) => c === 'CAPTCHA_EXPIRED')).toHaveLength(3)
  })

  test('a code lives five minutes and works once', async () => {
    const phone = freshPhone()
    await send(phone)
    const code = await rig.codeAt(phone)
    rig.now += 5 * 60_000
    expect(await enter(phone, code)).toMatchObject({ ok: false, code: 'CAPTCHA_EXPIRED' })
    await send(phone)
    const next = await rig.codeAt(phone)
    expect((await enter(phone, next)).ok).toBe(true)
    expect(await enter(phone, next)).toMatchObject({ ok: false, code: 'CAPTCHA_EXPIRED' })
  })

  test('a code of another phone, or of none, opens nothing', async () => {
    const [mine, yours] = [freshPhone(), freshPhone()]
    await send(mine)
    expect(await enter(yours, await rig.codeAt(mine))).toMatchObject({ ok: false, code: 'CAPTCHA_EXPIRED' })
  })

  test('the next code waits 60 s and replaces the one before', async () => {
    const phone = freshPhone()
    await send(phone)
    const first = await rig.codeAt(phone)
    rig.now += 20_000
    expect(await send(phone)).toMatchObject({ ok: false, code: 'CAPTCHA_TOO_SOON', params: { seconds: 40 } })
    rig.now += 40_000
    expect((await send(phone)).ok).toBe(true)
    const second = await rig.codeAt(phone)
    if (first !== second) expect((await enter(phone, first)).ok).toBe(false)
    expect((await enter(phone, second)).ok).toBe(true)
  })

  test('two requests for a code at once send one', async () => {
    const phone = freshPhone()
    const both = await Promise.all([send(phone), send(phone)])
    expect(both.filter((r) => r.ok)).toHaveLength(1)
    expect(await rig.messagesTo(phone)).toHaveLength(1)
  })

  test('ten codes a day to one phone, whoever asks; the next day again', async () => {
    const phone = freshPhone()
    for (let i = 0; i < 10; i++) {
      expect((await send(phone)).ok).toBe(true)
      rig.now += 60_000
    }
    expect(await send(phone)).toMatchObject({ ok: false, code: 'CAPTCHA_LIMIT' })
    rig.now += 86_400_000
    expect((await send(phone)).ok).toBe(true)
  }, 30_000)

  test('the same request twice, also at once, opens one session and gives the same answer', async () => {
    const phone = freshPhone()
    await send(phone)
    const [code, key] = [await rig.codeAt(phone), rig.key()]
    const both = await Promise.all([enter(phone, code, key), enter(phone, code, key)])
    const again = await enter(phone, code, key)
    expect([...both, again].every((r) => r.ok)).toBe(true)
    const tokens = new Set([...both, again].map(tokenOf))
    expect(tokens.size).toBe(1)
    const accountId = both[0].ok ? both[0].data.accountId : ''
    expect(await rig.deps.store.count(sessionCollection, [{ eq: ['accountId', accountId] }])).toBe(1)
  })

  test('neither the session token nor the code is in the store', async () => {
    const phone = freshPhone()
    await send(phone)
    const code = await rig.codeAt(phone)
    const key = rig.key()
    const token = tokenOf(await enter(phone, code, key)) ?? ''
    expect(token).toMatch(/^[0-9a-f]{64}$/)
    const rows = [
      ...(await rig.deps.store.find(sessionCollection, { where: [], limit: 1000 })).items,
      ...(await rig.deps.store.find(keyCollection, { where: [], limit: 1000 })).items,
    ]
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  test('two first sign-ins of one phone at once make one account', async () => {
    const phone = freshPhone()
    await send(phone)
    const code = await rig.codeAt(phone)
    const [weapp, browser] = await Promise.all([
      enter(phone, code, rig.key(), { openid: `o-${phone}`, ip: '10.9.9.9' }),
      enter(phone, code),
    ])
    // One of the two uses the code up; the other must come back with a new one, to the same account.
    expect([weapp, browser].filter((r) => r.ok)).toHaveLength(1)
    rig.now += 61_000
    const later = await rig.signIn(phone)
    const won = [weapp, browser].find((r) => r.ok)
    expect(won?.ok && won.data.accountId).toBe(later.me.accountId)
  })

  test('when the SMS provider is down the code is kept and goes out while it is valid, never after', async () => {
    const late = freshPhone()
    await rig.switches({ sms: 'refuses' })
    expect((await send(late)).ok).toBe(true)
    expect(await rig.messagesTo(late)).toHaveLength(0)
    await rig.switches({ sms: 'works' })
    rig.now += 30_000
    await rig.drain()
    expect(await rig.messagesTo(late)).toHaveLength(1)
    expect((await enter(late, await rig.codeAt(late))).ok).toBe(true)

    await rig.switches({ sms: 'refuses' })
    rig.now += 61_000
    await send(late)
    rig.now += 5 * 60_000
    await rig.switches({ sms: 'works' })
    await rig.drain()
    expect(await rig.messagesTo(late)).toHaveLength(1)
  })
})

describe('sessions', () => {
  let rig: Rig
  beforeAll(async () => {
    rig = await Rig.open()
  }, 60_000)
  afterAll(() => rig.close())

  const whoAmI = async (raw: Parameters<Rig['call']>[0]) => rig.call<{ me: Me | null }>(raw, 'whoAmI')

  test('nobody is nobody, also with an invented token, whose cookie is taken away', async () => {
    expect(await whoAmI({})).toMatchObject({ ok: true, data: { me: null } })
    const invented = await whoAmI({ sessionToken: 'f'.repeat(64) })
    expect(invented).toMatchObject({ ok: true, data: { me: null }, session: { clear: true } })
  })

  test('a session in use lives on; after 30 idle days it has ended', async () => {
    const { raw } = await rig.signIn(freshPhone())
    for (let day = 0; day < 50; day += 10) {
      const seen = await whoAmI(raw)
      expect(seen.ok && seen.data.me).not.toBeNull()
      rig.now += 10 * 86_400_000
    }
    rig.now += 25 * 86_400_000
    expect(await whoAmI(raw)).toMatchObject({ ok: true, data: { me: null } })
  })

  test('who-am-I renews cookie and CSRF value without changing either', async () => {
    const { raw } = await rig.signIn(freshPhone())
    const [a, b] = [await whoAmI(raw), await whoAmI(raw)]
    expect(a.session).toEqual(b.session)
    expect(a.session).toMatchObject({
      set: { token: raw.sessionToken, csrf: expect.stringMatching(/^\w{64}$/) },
    })
  })

  test('the sweep removes what has ended and nothing that still counts', async () => {
    const { raw: ended } = await rig.signIn(freshPhone())
    rig.now += 31 * 86_400_000
    const phone = freshPhone()
    const { raw: current } = await rig.signIn(phone)
    expect(await sweepIdentity(rig.deps, rig.now)).toBeGreaterThan(0)
    expect(await sweepIdentity(rig.deps, rig.now)).toBe(0)
    expect(await rig.deps.store.get(sessionCollection, sessionIdOf(ended.sessionToken ?? ''))).toBeNull()
    expect(await whoAmI(current)).not.toMatchObject({ data: { me: null } })
    // The wait for the next code and the count of the day are still there.
    expect(await rig.refusal(rig.fromBrowser(), 'sendCaptcha', { phone })).toBe('CAPTCHA_TOO_SOON')
  })

  test('signing out ends this session and no other', async () => {
    const phone = freshPhone()
    const first = await rig.signIn(phone)
    rig.now += 61_000
    const second = await rig.signIn(phone)
    const out = await rig.call(first.raw, 'signOut')
    expect(out).toMatchObject({ ok: true, session: { clear: true } })
    expect(await whoAmI(first.raw)).toMatchObject({ data: { me: null } })
    expect(await rig.refusal(first.raw, 'signOut')).toBe('SIGN_IN_REQUIRED')
    expect(await whoAmI(second.raw)).not.toMatchObject({ data: { me: null } })
  })

  test('signing in where somebody is signed in ends that session; a repeated request ends nothing', async () => {
    const before = await rig.signIn(freshPhone())
    const phone = freshPhone()
    await rig.get(before.raw, 'sendCaptcha', { phone })
    const [input, key] = [{ phone, code: await rig.codeAt(phone), consent: true }, rig.key()]
    const entered = await rig.call(before.raw, 'signInByCaptcha', input, key)
    const token = entered.session && 'set' in entered.session ? entered.session.set.token : ''
    const now = { ...before.raw, sessionToken: token }
    expect(await whoAmI(before.raw)).toMatchObject({ data: { me: null } })
    expect(await rig.refusal(now, 'signInByCaptcha', input, key)).toBe('ok')
    expect(await whoAmI(now)).toMatchObject({ data: { me: { phoneMasked: expect.any(String) as string } } })
  })

  test('an old sign-in request does not open a session again that was signed out', async () => {
    const phone = freshPhone()
    const raw = rig.fromBrowser()
    await rig.call(raw, 'sendCaptcha', { phone })
    const input = { phone, code: await rig.codeAt(phone), consent: true }
    const key = rig.key()
    const first = await rig.call(raw, 'signInByCaptcha', input, key)
    const token = first.session && 'set' in first.session ? first.session.set.token : ''
    await rig.call({ ...raw, sessionToken: token }, 'signOut')
    expect(await rig.refusal(raw, 'signInByCaptcha', input, key)).toBe('CAPTCHA_EXPIRED')
  })
})

describe('sign-in inside WeChat', () => {
  let rig: Rig
  beforeAll(async () => {
    rig = await Rig.open()
  }, 60_000)
  afterAll(() => rig.close())

  test('the phone that WeChat vouches for signs in, and the openid stays bound', async () => {
    const phone = freshPhone()
    const raw = { openid: 'o-anna' }
    const code = await rig.wechat.pressPhoneButton(phone)
    const [key, input] = [rig.key(), { code, consent: true }]
    const first = await rig.get<Me>(raw, 'signInByWechatPhone', input, key)
    // WeChat takes a code once; the repeated request must not need it.
    expect(await rig.get(raw, 'signInByWechatPhone', input, key)).toEqual(first)
    expect(await rig.get(raw, 'whoAmI')).toEqual({ me: first })
    expect((await rig.signIn(phone)).me.accountId).toBe(first.accountId)
  })

  test('two phones of one owner pressing at once make one account', async () => {
    const phone = freshPhone()
    const press = async (openid: string) => {
      const code = await rig.wechat.pressPhoneButton(phone)
      return () => rig.get<Me>({ openid }, 'signInByWechatPhone', { code, consent: true })
    }
    const [left, right] = [await press('o-left'), await press('o-right')]
    const [a, b] = await Promise.all([left(), right()])
    expect(a.accountId).toBe(b.accountId)
  })

  test('an invented code and a call from outside WeChat are refused', async () => {
    const input = { code: 'invented', consent: true }
    expect(await rig.refusal({ openid: 'o-bert' }, 'signInByWechatPhone', input)).toBe('PHONE_INVALID')
    expect(await rig.refusal(rig.fromBrowser(), 'signInByWechatPhone', input)).toBe('SIGN_IN_REQUIRED')
  })

  test('a phone that is no mainland mobile is refused', async () => {
    const code = await rig.wechat.pressPhoneButton('+85291234567')
    expect(await rig.refusal({ openid: 'o-carl' }, 'signInByWechatPhone', { code, consent: true })).toBe(
      'PHONE_INVALID',
    )
  })

  test('a code by SMS binds the openid too; signing out unbinds it', async () => {
    const phone = freshPhone()
    const raw = { openid: 'o-dora', ip: '10.8.8.8' }
    await rig.get(raw, 'sendCaptcha', { phone })
    const result = await rig.call<Me>(raw, 'signInByCaptcha', {
      phone,
      code: await rig.codeAt(phone),
      consent: true,
    })
    expect(result).toMatchObject({ ok: true, session: undefined })
    expect((await rig.get<{ me: Me }>(raw, 'whoAmI')).me.accountId).toBe(result.ok && result.data.accountId)
    await rig.get(raw, 'signOut')
    expect(await rig.get(raw, 'whoAmI')).toEqual({ me: null })
  })

  test('when WeChat does not answer the refusal says so', async () => {
    const down = new ProviderFailure('NoAnswer')
    const works = rig.deps.wechat
    rig.deps.wechat = { simulated: true, phoneNumber: () => Promise.reject(down) }
    try {
      const input = { code: 'c', consent: true }
      expect(await rig.refusal({ openid: 'o-emil' }, 'signInByWechatPhone', input)).toBe('WECHAT_UNAVAILABLE')
    } finally {
      rig.deps.wechat = works
    }
  })
})
