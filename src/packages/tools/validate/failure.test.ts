import { errorCatalogue } from '#types/errors'
import { CallError, networkError } from '@/platform/call-error'
import { failureOf } from './failure'

jest.mock('@/platform/storage', () => ({ readStored: () => null, store: () => undefined }))
jest.mock('@/platform/page-language', () => ({ announceLanguage: () => undefined }))

const refusal = (code: keyof typeof errorCatalogue) => new CallError({ code, message: errorCatalogue[code] })

describe('a validation that ended without an answer (TOOL-10)', () => {
  test('every error ends in words, one that nobody foresaw too', () => {
    const errors = [
      networkError(),
      refusal('BUSY'),
      refusal('NOT_FOUND'),
      new TypeError('x'),
      'thrown',
      undefined,
    ]
    for (const error of errors) expect(failureOf(error).words).not.toBe('')
    expect(failureOf(new TypeError('x'))).toEqual({ words: errorCatalogue.INTERNAL.zh, repeatable: true })
  })

  test('another try is offered where it can end otherwise, not where the file is at fault', () => {
    expect(failureOf(networkError()).repeatable).toBe(true)
    for (const code of ['BUSY', 'INTERNAL'] as const) expect(failureOf(refusal(code)).repeatable).toBe(true)
    for (const code of ['FILE_TYPE', 'FILE_TOO_BIG', 'SIGN_IN_REQUIRED'] as const)
      expect(failureOf(refusal(code)).repeatable).toBe(false)
  })
})
