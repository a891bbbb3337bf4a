import fc from 'fast-check'
import type { Captcha } from '../model/captcha'
import type { Challenge } from '../model/challenge'
import { captchaPolicy, requireSendable, takeTry } from './captcha'
import { consume, viewOf } from './challenge'
import { requireFaceAllowed } from './face-limit'
import { checkCharacter, readIdNumber } from './id-number'
import { maskIdNumber, maskPhone } from './masks'
import { cardName } from './person-name'
import { csrfOf, effectiveIdentity, extendedEnd, sessionIdOf, sessionLifetime } from './session'
import { signingAgeAllowed } from './signing-age'
import {
  newPassword,
  passwordAccepted,
  requirePasswordForm,
  requireUsable,
  takePasswordTry,
  wrongPassword,
} from './signing-password'

const now = Date.UTC(2026, 10, 22, 2, 0)
const today = '20261122'
const codeOf = (run: () => unknown) => {
  try {
    run()
    return 'ok'
  } catch (e) {
    return (e as { code?: string }).code
  }
}

const twoDigits = (n: number) => String(n).padStart(2, '0')
const birth = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2026-11-22'), noInvalidDate: true })
  .map((d) => `${d.getUTCFullYear()}${twoDigits(d.getUTCMonth() + 1)}${twoDigits(d.getUTCDate())}`)
const idNumber = fc
  .tuple(fc.constantFrom('110105', '310104', '440305', '650102'), birth, fc.integer({ min: 0, max: 999 }))
  .map(([area, date, order]) => {
    const first17 = `${area}${date}${String(order).padStart(3, '0')}`
    return first17 + checkCharacter(first17)
  })

describe('ID number (ID-14, GB 11643)', () => {
  test('follows the examples of the standard', () => {
    expect(readIdNumber('11010519491231002X', today)).toEqual({
      value: '11010519491231002X',
      birth: '19491231',
    })
    expect(readIdNumber('440524188001010014', today)).toBeNull() // valid check character, born before 1900
    expect(checkCharacter('44052418800101001')).toBe('4')
  })

  test('every well-formed number is read, in lower case too', () => {
    fc.assert(
      fc.property(idNumber, (value) => {
        expect(readIdNumber(` ${value.toLowerCase()} `, today)).toEqual({ value, birth: value.slice(6, 14) })
      }),
    )
  })

  test('every single wrong digit and every swap of neighbours is found', () => {
    fc.assert(
      fc.property(idNumber, fc.nat(16), fc.integer({ min: 1, max: 9 }), (value, at, by) => {
        const digits = [...value]
        digits[at] = String((Number(digits[at]) + by) % 10)
        expect(readIdNumber(digits.join(''), today)).toBeNull()
        const swapped = [...value]
        ;[swapped[at], swapped[at + 1]] = [swapped[at + 1]!, swapped[at]!]
        if (swapped.join('') !== value) expect(readIdNumber(swapped.join(''), today)).toBeNull()
      }),
    )
  })

  test.each([
    ['11010519490229', '20261122'], // no leap year
    ['11010519491301', '20261122'],
    ['11010520261123', '20261122'], // born tomorrow
    ['81010519491231', '20261122'], // Hong Kong residence permit
    ['00010519491231', '20261122'],
  ])('%s… is no number of a resident card on %s', (start, day) => {
    const first17 = `${start}002`
    expect(readIdNumber(first17 + checkCharacter(first17), day)).toBeNull()
  })

  test('anything else is refused', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(readIdNumber(text, today)).toBeNull()))
    expect(readIdNumber('110105491231002', today)).toBeNull() // first generation, 15 digits
  })
})

describe('age for signing (CON-50)', () => {
  test.each([
    ['20081122', false, true], // 18 today
    ['20081123', false, false],
    ['19501123', false, true], // 75 until tomorrow
    ['19501122', false, false], // 76 today
    ['20101122', true, true], // 16 today
    ['20101123', true, false],
    ['19200101', true, true],
  ])('born %s, extension %s: %s', (date, extended, allowed) => {
    expect(signingAgeAllowed(date, now, extended)).toBe(allowed)
  })

  test('the birthday counts by the Shanghai calendar', () => {
    const beforeMidnight = Date.UTC(2026, 10, 21, 15, 59)
    expect(signingAgeAllowed('20081122', beforeMidnight, false)).toBe(false)
    expect(signingAgeAllowed('20081122', beforeMidnight + 60_000, false)).toBe(true)
  })

  test('the extension never takes a right away', () => {
    fc.assert(
      fc.property(birth, (date) => {
        if (signingAgeAllowed(date, now, false)) expect(signingAgeAllowed(date, now, true)).toBe(true)
      }),
    )
  })
})

describe('name on the card', () => {
  test.each([
    ['王小雨', '王小雨'],
    [' 王 小雨 ', '王小雨'],
    ['阿依古丽•买买提', '阿依古丽·买买提'],
    ['𠮷野家明', '𠮷野家明'],
    ['㐂田薫', '㐂田薫'],
    ['𠮷', null], // one character, though two code units
    ['王', null],
    ['Wang Xiaoyu', null],
    ['王小雨1', null],
    ['·王小', null],
    ['王'.repeat(41), null],
  ])('%s', (text, name) => expect(cardName(text)).toBe(name))

  test('cleaning a clean name changes nothing', () => {
    const han = fc.array(fc.constantFrom('王', '李', '𠮷', '㐂', '〇'), { minLength: 2, maxLength: 12 })
    fc.assert(
      fc.property(han, (characters) => expect(cardName(characters.join(''))).toBe(characters.join(''))),
    )
  })
})

test('masks show no more than they must', () => {
  expect(maskPhone('13812346621')).toBe('138****6621')
  fc.assert(
    fc.property(idNumber, (value) => {
      expect(maskIdNumber(value)).toMatch(/^\d\*{16}[\dX]$/)
    }),
  )
})

describe('captcha', () => {
  const code: Captcha = {
    id: 'sign-in:x',
    version: 1,
    serial: 's',
    codeHash: 'h',
    sentAt: now,
    expiresAt: now + captchaPolicy.lifetime,
    triesLeft: captchaPolicy.tries,
    usedBy: null,
  }

  test('limits: 60 s, ten a phone, two hundred an address', () => {
    const quiet = { phone: 0, source: 0 }
    expect(codeOf(() => requireSendable(null, quiet, now))).toBe('ok')
    expect(codeOf(() => requireSendable({ sentAt: now }, quiet, now + 59_999))).toBe('CAPTCHA_TOO_SOON')
    expect(codeOf(() => requireSendable({ sentAt: now }, quiet, now + 60_000))).toBe('ok')
    expect(codeOf(() => requireSendable(null, { phone: 9, source: 199 }, now))).toBe('ok')
    expect(codeOf(() => requireSendable(null, { phone: 10, source: 0 }, now))).toBe('CAPTCHA_LIMIT')
    expect(codeOf(() => requireSendable(null, { phone: 0, source: 200 }, now))).toBe('CAPTCHA_LIMIT')
  })

  test('whoever used it up may repeat himself, nobody else; tries only fall', () => {
    const used = { ...code, usedBy: 'me' }
    expect(takeTry(used, 'me', now).triesLeft).toBe(4)
    expect(codeOf(() => takeTry(used, 'you', now))).toBe('CAPTCHA_EXPIRED')
    expect(codeOf(() => takeTry({ ...code, triesLeft: 0 }, 'me', now))).toBe('CAPTCHA_EXPIRED')
    expect(codeOf(() => takeTry(code, 'me', code.expiresAt))).toBe('CAPTCHA_EXPIRED')
    expect(codeOf(() => takeTry(null, 'me', now))).toBe('CAPTCHA_EXPIRED')
  })
})

describe('signing password (SIGN-13, dec-9)', () => {
  test('six digits, twice the same', () => {
    expect(codeOf(() => requirePasswordForm('123456', '123456'))).toBe('ok')
    expect(codeOf(() => requirePasswordForm('12345', '12345'))).toBe('PWD_FORMAT')
    expect(codeOf(() => requirePasswordForm('１２３４５６', '１２３４５６'))).toBe('PWD_FORMAT')
    expect(codeOf(() => requirePasswordForm('123456', '123457'))).toBe('PWD_REPEAT')
  })

  test('over any run of right and wrong answers: never six wrong ones in a row without a lock of 30 minutes', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 60 }), (answers) => {
        let password = newPassword('h')
        let wrongInRow = 0
        for (const right of answers) {
          const refused = codeOf(() => requireUsable(password, now))
          expect(refused).toBe(wrongInRow >= 5 ? 'PWD_LOCKED' : 'ok')
          if (refused !== 'ok') continue
          password = takePasswordTry(password, now)
          if (right) password = passwordAccepted(password)
          wrongInRow = right ? 0 : wrongInRow + 1
          if (!right) expect(wrongPassword(password, now).code).toBe(wrongInRow >= 5 ? 'PWD_LOCKED' : 'PWD')
        }
        expect(codeOf(() => requireUsable(password, now + 30 * 60_000))).toBe('ok')
      }),
    )
  })

  test('no password is a refusal of its own', () => {
    expect(codeOf(() => requireUsable(null, now))).toBe('PWD_MISSING')
  })
})

test('face checks: five failures or twenty starts a day, then midnight in Shanghai', () => {
  expect(codeOf(() => requireFaceAllowed({ failures: 4, starts: 19 }, now))).toBe('ok')
  expect(codeOf(() => requireFaceAllowed({ failures: 5, starts: 0 }, now))).toBe('FACE_LIMIT')
  expect(codeOf(() => requireFaceAllowed({ failures: 0, starts: 20 }, now))).toBe('FACE_LIMIT')
  // 10:00 in Shanghai.
  expect(() => requireFaceAllowed({ failures: 5, starts: 0 }, now)).toThrow(
    expect.objectContaining({ facts: { params: { hours: 14 } } }),
  )
})

describe('challenge (SIGN-11…14)', () => {
  const passed: Challenge = {
    id: 'c1',
    version: 3,
    accountId: 'anna',
    method: 'password',
    action: 'sign',
    contractIds: ['k1', 'k2'],
    digest: 'd1',
    nonce: 'n',
    state: 'passed',
    reason: null,
    face: null,
    captchaSerial: null,
    proof: { method: 'password', passedAt: now, providerReference: 'c1', simulated: false },
    consumedFor: [],
    createdAt: now,
    expiresAt: now + 600_000,
  }
  const use = { accountId: 'anna', contractId: 'k1', action: 'sign', digest: 'd1', now: now + 1 }

  test('is used once for each contract of its set', () => {
    const first = consume(passed, use)
    expect(first.consumed.consumedFor).toEqual(['k1'])
    expect(codeOf(() => consume(first.consumed, use))).toBe('CHALLENGE_INVALID')
    const second = consume(first.consumed, { ...use, contractId: 'k2' })
    expect(second.consumed.consumedFor).toEqual(['k1', 'k2'])
  })

  test.each([
    ['another person', { accountId: 'bert' }],
    ['another contract', { contractId: 'k3' }],
    ['another act', { action: 'refuse' }],
    ['another text', { digest: 'd2' }],
    ['later than its end', { now: now + 600_000 }],
  ])('does not serve %s', (_, change) => {
    expect(codeOf(() => consume(passed, { ...use, ...change }))).toBe('CHALLENGE_INVALID')
  })

  test('unknown, failed, unanswered', () => {
    expect(codeOf(() => consume(null, use))).toBe('CHALLENGE_INVALID')
    expect(codeOf(() => consume({ ...passed, state: 'failed' }, use))).toBe('CHALLENGE_INVALID')
    expect(codeOf(() => consume({ ...passed, state: 'pending', proof: null }, use))).toBe('CHALLENGE_PENDING')
  })

  test('the page of a face check is shown only while it is open', () => {
    const face = { ...passed, state: 'pending' as const, face: { requestId: 'r', url: 'u' } }
    expect(viewOf(face, now)).toMatchObject({ state: 'pending', faceUrl: 'u' })
    expect(viewOf(face, face.expiresAt)).not.toHaveProperty('faceUrl')
    expect(viewOf(face, face.expiresAt).state).toBe('expired')
    expect(JSON.stringify(viewOf(passed, now))).not.toContain(passed.nonce + '"')
  })
})

describe('session', () => {
  test('what is stored and what the page gets tell nothing of the token', () => {
    const token = 'a'.repeat(64)
    expect(new Set([token, sessionIdOf(token), csrfOf(token)]).size).toBe(3)
  })

  test('slides at most once a day, always to 30 days', () => {
    expect(extendedEnd(now + sessionLifetime, now + 86_000_000)).toBeNull()
    expect(extendedEnd(now + sessionLifetime, now + 86_500_000)).toBe(now + 86_500_000 + sessionLifetime)
  })

  test('an organization that is gone falls back to the person', () => {
    const acme = { kind: 'organization' as const, organizationId: 'acme' }
    expect(effectiveIdentity(acme, ['acme'])).toEqual(acme)
    expect(effectiveIdentity(acme, [])).toEqual({ kind: 'person' })
  })
})
