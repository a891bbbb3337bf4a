import type { AuthMethod, ChallengeView } from '#types/identity'
import { defineActions, spec } from '#types/action'
import { authMethod, challengeView } from '#types/identity'
import { z } from 'zod'
import { action } from '#platform/kernel/action'
import type { RawIdentity } from '#platform/kernel/context'
import { keyCollection } from '#platform/kernel/idempotency'
import { consumeChallenge } from './commands/consume-challenge'
import { createChallenge } from './commands/create-challenge'
import { accountCollection } from './model/account'
import { challengeCollection } from './model/challenge'
import { freshPhone, Rig } from './rig.fixture'

// What the contract room does with challenges, on its own actions.
const contracts = defineActions('identity', {
  request: spec({
    kind: 'command',
    guard: { who: 'account' },
    summary: 'Open a challenge for contract k1.',
    input: z.object({ method: authMethod }),
    output: challengeView,
    errors: [],
  }),
  act: spec({
    kind: 'command',
    guard: { who: 'account' },
    summary: 'Use a challenge up.',
    input: z.object({
      challengeId: z.string(),
      digest: z.string(),
      contractId: z.string(),
      fail: z.boolean(),
    }),
    output: z.object({ method: authMethod, simulated: z.boolean(), providerReference: z.string() }),
    errors: [],
  }),
})
const digest = 'd'.repeat(64)
const extra = [
  action(contracts.request, {
    handle: (ctx, { method }) =>
      createChallenge(ctx, { method, action: 'sign', contractIds: ['k1'], digest, returnTo: '/sign' }),
  }),
  action(contracts.act, {
    handle: ({ deps, caller, now }, { fail, ...use }) =>
      deps.store.tx(async (t) => {
        const proof = await consumeChallenge(t, { ...use, accountId: caller.accountId, action: 'sign', now })
        if (fail) throw new Error('the act failed after the challenge was used')
        return proof
      }),
  }),
]

describe('signing authentication (SIGN-11…15, dec-9)', () => {
  let rig: Rig
  let raw: RawIdentity
  let phone: string
  beforeAll(async () => {
    rig = await Rig.open(extra)
  }, 60_000)
  beforeEach(async () => {
    phone = freshPhone()
    raw = (await rig.verified(phone, 'wang-xiaoyu')).raw
    rig.now += 61_000
  })
  afterEach(() => rig.clear())
  afterAll(() => rig.close())

  const request = (method: AuthMethod, who = raw) => rig.get<ChallengeView>(who, 'request', { method })
  const answer = (challengeId: string, text: string, who = raw) =>
    rig.call<ChallengeView>(who, 'answerChallenge', { challengeId, answer: text })
  const act = (challengeId: string, change: object = {}, who = raw) =>
    rig.call(who, 'act', { challengeId, digest, contractId: 'k1', fail: false, ...change })
  const setPassword = async (password = '482913', repeat = password) => {
    rig.now += 61_000
    await rig.get(raw, 'sendPasswordCaptcha')
    const code = await rig.codeAt(phone)
    return rig.call(raw, 'setSigningPassword', { code, password, repeat })
  }
  const wrongCode = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

  describe('captcha', () => {
    test('passes with the code sent for it and serves one act; the proof names method and simulator', async () => {
      const { challengeId, state } = await request('captcha')
      expect(state).toBe('pending')
      expect(await act(challengeId)).toMatchObject({ code: 'CHALLENGE_PENDING' })
      const code = await rig.codeAt(phone)
      expect(await answer(challengeId, wrongCode(code))).toMatchObject({
        code: 'CAPTCHA_WRONG',
        params: { triesLeft: 4 },
      })
      expect(await answer(challengeId, code)).toMatchObject({ data: { state: 'passed' } })
      expect(await answer(challengeId, code)).toMatchObject({ data: { state: 'passed' } })
      expect(await act(challengeId)).toMatchObject({ data: { method: 'captcha', simulated: true } })
      expect(await act(challengeId)).toMatchObject({ code: 'CHALLENGE_INVALID' })
    })

    test('a code sent for another challenge, or for signing in, does not pass it', async () => {
      const first = await request('captcha')
      const firstCode = await rig.codeAt(phone)
      rig.now += 61_000
      const second = await request('captcha')
      expect(await answer(first.challengeId, firstCode)).toMatchObject({ code: 'CAPTCHA_EXPIRED' })
      const secondCode = await rig.codeAt(phone)
      rig.now += 61_000
      await rig.get(rig.fromBrowser(), 'sendCaptcha', { phone })
      const signInCode = await rig.codeAt(phone)
      if (signInCode !== secondCode)
        expect(await answer(second.challengeId, signInCode)).toMatchObject({ code: 'CAPTCHA_WRONG' })
    })

    test('codes for signing keep the 60 s too', async () => {
      await request('captcha')
      expect(await rig.refusal(raw, 'request', { method: 'captcha' })).toBe('CAPTCHA_TOO_SOON')
    })
  })

  describe('password', () => {
    test('has to be set with a code first, twice the same, six digits', async () => {
      expect(await rig.refusal(raw, 'request', { method: 'password' })).toBe('PWD_MISSING')
      expect(await setPassword('12345')).toMatchObject({ code: 'PWD_FORMAT' })
      expect(await setPassword('123456', '123457')).toMatchObject({ code: 'PWD_REPEAT' })
      rig.now += 61_000
      await rig.get(raw, 'sendPasswordCaptcha')
      const code = wrongCode(await rig.codeAt(phone))
      const input = { code, password: '482913', repeat: '482913' }
      expect(await rig.refusal(raw, 'setSigningPassword', input)).toBe('CAPTCHA_WRONG')
      expect(await setPassword()).toMatchObject({ data: { hasPassword: true } })
    })

    test('right passes, wrong counts down, the fifth locks for half an hour, a reset unlocks', async () => {
      await setPassword()
      const { challengeId } = await request('password')
      for (const triesLeft of [4, 3, 2, 1])
        expect(await answer(challengeId, '000000')).toMatchObject({ code: 'PWD', params: { triesLeft } })
      expect(await answer(challengeId, '000000')).toMatchObject({
        code: 'PWD_LOCKED',
        params: { minutes: 30 },
      })
      expect(await answer(challengeId, '482913')).toMatchObject({ code: 'PWD_LOCKED' })
      expect(await rig.refusal(raw, 'request', { method: 'password' })).toBe('PWD_LOCKED')
      expect(await setPassword('739204')).toMatchObject({ data: { hasPassword: true } })
      expect(await answer(challengeId, '739204')).toMatchObject({ data: { state: 'passed' } })
      expect(await act(challengeId)).toMatchObject({ data: { method: 'password', simulated: false } })
    })

    test('guesses side by side get no more than five tries', async () => {
      await setPassword()
      const { challengeId } = await request('password')
      const guesses = await Promise.all(Array.from({ length: 8 }, (_, i) => answer(challengeId, `00000${i}`)))
      const codes = guesses.map((g) => (g.ok ? 'ok' : g.code))
      expect(codes.filter((c) => c === 'PWD')).toHaveLength(4)
      expect(codes.filter((c) => c === 'PWD_LOCKED')).toHaveLength(4)
    })

    test('a right answer forgets the wrong ones', async () => {
      await setPassword()
      const first = await request('password')
      for (let i = 0; i < 4; i++) await answer(first.challengeId, '000000')
      await answer(first.challengeId, '482913')
      const second = await request('password')
      expect(await answer(second.challengeId, '000000')).toMatchObject({
        code: 'PWD',
        params: { triesLeft: 4 },
      })
    })

    test('neither the password nor a plain hash of it is kept', async () => {
      const before = await rig.deps.store.count(keyCollection, [])
      rig.now += 61_000
      await rig.get(raw, 'sendPasswordCaptcha')
      const code = await rig.codeAt(phone)
      await rig.get(raw, 'setSigningPassword', { code, password: '482913', repeat: '482913' })
      const { challengeId } = await request('password')
      await answer(challengeId, '482913')
      // One record each for sending the code and for the challenge; none whose input hash holds six digits.
      expect(await rig.deps.store.count(keyCollection, [])).toBe(before + 2)
      const rows = (await rig.deps.store.find(accountCollection, { where: [] })).items
      expect(JSON.stringify(rows)).not.toContain('482913')
      expect(rows[0]?.signingPassword?.hash).toMatch(/^scrypt\$/)
    })

    test('setting it twice with one request key changes it once', async () => {
      rig.now += 61_000
      await rig.get(raw, 'sendPasswordCaptcha')
      const [code, key] = [await rig.codeAt(phone), rig.key()]
      const input = { code, password: '482913', repeat: '482913' }
      const both = await Promise.all([
        rig.call(raw, 'setSigningPassword', input, key),
        rig.call(raw, 'setSigningPassword', input, key),
      ])
      expect(both.every((b) => b.ok)).toBe(true)
      expect(await rig.refusal(raw, 'setSigningPassword', input)).toBe('CAPTCHA_EXPIRED')
    })
  })

  describe('face', () => {
    const status = (challengeId: string, who = raw) =>
      rig.call<ChallengeView>(who, 'challengeStatus', { challengeId })

    test('waits for the person of the account and passes with his face', async () => {
      const { challengeId, faceUrl } = await request('face')
      expect(faceUrl).toContain('/simulators/face/')
      expect(await status(challengeId)).toMatchObject({ data: { state: 'pending' } })
      expect(await answer(challengeId, 'yes')).toMatchObject({ code: 'CHALLENGE_INVALID' })
      await rig.actOnNewestFace({ act: 'show', personKey: 'wang-xiaoyu' })
      expect(await status(challengeId)).toMatchObject({ data: { state: 'passed' } })
      expect(await act(challengeId)).toMatchObject({ data: { method: 'face', simulated: true } })
    })

    test.each([
      [{ act: 'show', personKey: 'li-jianguo' }, 'FACE_MISMATCH'],
      [{ act: 'cancel' }, 'FACE_CANCELLED'],
      [{ act: 'camera-unavailable' }, 'FACE_UNAVAILABLE'],
      [{ act: 'liveness-fails' }, 'FACE_FAILED'],
    ] as const)('%o fails and serves nothing', async (faceAct, reason) => {
      const { challengeId } = await request('face')
      await rig.actOnNewestFace(faceAct)
      expect(await status(challengeId)).toMatchObject({ data: { state: 'failed', reason } })
      expect(await act(challengeId)).toMatchObject({ code: 'CHALLENGE_INVALID' })
    })

    test('five failures close the face, other methods stay', async () => {
      for (let i = 0; i < 5; i++) {
        const { challengeId } = await request('face')
        await rig.actOnNewestFace({ act: 'liveness-fails' })
        await status(challengeId)
        rig.now += 1000
      }
      expect(await rig.refusal(raw, 'request', { method: 'face' })).toBe('FACE_LIMIT')
      expect((await request('captcha')).state).toBe('pending')
    })

    test('a provider that is down is named', async () => {
      await rig.switches({ face: 'refuses' })
      expect(await rig.refusal(raw, 'request', { method: 'face' })).toBe('FACE_UNAVAILABLE')
      await rig.switches({ face: 'works' })
    })
  })

  describe('binding', () => {
    const passedByPassword = async () => {
      await setPassword()
      const { challengeId } = await request('password')
      await answer(challengeId, '482913')
      return challengeId
    }

    test('another contract, another text, another person, ten minutes later: refused, and nothing is used', async () => {
      const challengeId = await passedByPassword()
      const other = await rig.verified(freshPhone(), 'li-jianguo')
      expect(await act(challengeId, { contractId: 'k2' })).toMatchObject({ code: 'CHALLENGE_INVALID' })
      expect(await act(challengeId, { digest: 'e'.repeat(64) })).toMatchObject({ code: 'CHALLENGE_INVALID' })
      expect(await act(challengeId, {}, other.raw)).toMatchObject({ code: 'CHALLENGE_INVALID' })
      expect(await answer(challengeId, '482913', other.raw)).toMatchObject({ code: 'CHALLENGE_INVALID' })
      expect(await rig.call(other.raw, 'challengeStatus', { challengeId })).toMatchObject({
        code: 'CHALLENGE_INVALID',
      })
      expect((await act(challengeId)).ok).toBe(true)
    })

    test('ends ten minutes after it was asked for', async () => {
      const challengeId = await passedByPassword()
      rig.now += 10 * 60_000
      expect(await act(challengeId)).toMatchObject({ code: 'CHALLENGE_INVALID' })
      const status = await rig.call(raw, 'challengeStatus', { challengeId })
      expect(status).toMatchObject({ data: { state: 'expired' } })
    })

    test('two acts at once: one uses it', async () => {
      const challengeId = await passedByPassword()
      const both = await Promise.all([act(challengeId), act(challengeId)])
      expect(both.filter((b) => b.ok)).toHaveLength(1)
      expect(both.filter((b) => !b.ok && b.code === 'CHALLENGE_INVALID')).toHaveLength(1)
    })

    test('an act that fails leaves the challenge as it was', async () => {
      const challengeId = await passedByPassword()
      expect(await act(challengeId, { fail: true })).toMatchObject({ code: 'INTERNAL' })
      const stored = await rig.deps.store.get(challengeCollection, challengeId)
      expect(stored?.consumedFor).toEqual([])
      expect((await act(challengeId)).ok).toBe(true)
    })

    test('the same request twice opens one challenge', async () => {
      const key = rig.key()
      const both = await Promise.all([
        rig.get<ChallengeView>(raw, 'request', { method: 'captcha' }, key),
        rig.get<ChallengeView>(raw, 'request', { method: 'captcha' }, key),
      ])
      expect(both[0].challengeId).toBe(both[1].challengeId)
      expect(await rig.deps.store.count(challengeCollection, [])).toBe(1)
    })

    test('without real-name authentication there is no challenge', async () => {
      const { raw: unverified } = await rig.signIn(freshPhone())
      expect(await rig.refusal(unverified, 'request', { method: 'captcha' })).toBe('REAL_NAME_REQUIRED')
      expect(await rig.refusal(unverified, 'answerChallenge', { challengeId: 'x', answer: '1' })).toBe(
        'REAL_NAME_REQUIRED',
      )
    })
  })
})
