import type { Answer } from '#types/action'
import { command, newKey, query } from './call'
import { CallError, networkError } from './call-error'
import { send, type Request } from './transport'

jest.mock('./transport', () => ({ send: jest.fn() }))

const sent = send as jest.MockedFunction<(request: Request) => Promise<Answer>>
const fine: Answer = { ok: true, data: { resendAt: 1, expiresAt: 2 }, requestId: 'r' }

beforeEach(() => {
  sent.mockReset()
  jest.useFakeTimers({ advanceTimers: true, now: 0 })
})
afterEach(() => jest.useRealTimers())

async function settled<T>(promise: Promise<T>): Promise<T> {
  const done = promise.finally(() => undefined)
  done.catch(() => undefined)
  await jest.advanceTimersByTimeAsync(10_000)
  return done
}

describe('a key of an intent', () => {
  test('comes from the cryptographic source where there is one', () => {
    const source = jest.spyOn(crypto, 'getRandomValues')
    const guess = jest.spyOn(Math, 'random')
    expect(newKey()).not.toBe(newKey())
    expect(source).toHaveBeenCalledTimes(2)
    expect(guess).not.toHaveBeenCalled()
    source.mockRestore()
    guess.mockRestore()
  })

  test('is still new each time on a host without it', () => {
    const kept = Object.getOwnPropertyDescriptor(globalThis, 'crypto')
    Object.defineProperty(globalThis, 'crypto', { value: undefined, configurable: true })
    try {
      expect(new Set(Array.from({ length: 1000 }, newKey)).size).toBe(1000)
    } finally {
      if (kept) Object.defineProperty(globalThis, 'crypto', kept)
    }
  })
})

describe('calling an action', () => {
  test('a command that lost its answer is repeated with the same key', async () => {
    sent.mockRejectedValueOnce(networkError()).mockResolvedValueOnce(fine)

    await settled(command('identity', 'sendCaptcha', { phone: '13800136621' }))

    const keys = sent.mock.calls.map(([request]) => request.key)
    expect(keys).toHaveLength(2)
    expect(keys[0]).toBeTruthy()
    expect(keys[1]).toBe(keys[0])
  })

  test('two intents have two keys', async () => {
    sent.mockResolvedValue(fine)

    await settled(command('identity', 'sendCaptcha', { phone: '13800136621' }))
    await settled(command('identity', 'sendCaptcha', { phone: '13800136621' }))

    expect(sent.mock.calls[0]?.[0].key).not.toBe(sent.mock.calls[1]?.[0].key)
  })

  test('a refusal is thrown with its code and words and not repeated', async () => {
    sent.mockResolvedValue({
      ok: false,
      error: {
        code: 'CAPTCHA_WRONG',
        message: { zh: '错', en: 'wrong' },
        field: 'code',
        params: { triesLeft: 3 },
      },
      requestId: 'r1',
    })

    const call = settled(query('identity', 'whoAmI', {}))

    await expect(call).rejects.toMatchObject({
      code: 'CAPTCHA_WRONG',
      field: 'code',
      params: { triesLeft: 3 },
      requestId: 'r1',
    })
    expect(sent).toHaveBeenCalledTimes(1)
  })

  test('a network that stays away is said so', async () => {
    sent.mockRejectedValue(networkError())

    const call = settled(query('identity', 'whoAmI', {}))

    await expect(call).rejects.toBeInstanceOf(CallError)
    expect(sent).toHaveBeenCalledTimes(4)
  })
})
