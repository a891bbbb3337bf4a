import type { AnswerError } from '#types/action'
import type { ErrorCode } from '#types/errors'

/** A refusal of the server, or a failure on the way to it (`NETWORK`: nothing is known about the outcome). */
export class CallError extends Error {
  readonly code: ErrorCode | 'NETWORK'
  /** What happened, for people, in both languages. */
  readonly words: { zh: string; en: string }
  /** Path of the input field at fault, e.g. `parties.0.phone`. */
  readonly field?: string
  readonly params: Record<string, string | number>
  readonly requestId?: string

  constructor(
    error: AnswerError | { code: 'NETWORK'; message: { zh: string; en: string } },
    requestId?: string,
  ) {
    super(error.code)
    this.name = 'CallError'
    this.code = error.code
    this.words = error.message
    this.field = 'field' in error ? error.field : undefined
    this.params = ('params' in error && error.params) || {}
    this.requestId = requestId
  }

  get offline(): boolean {
    return this.code === 'NETWORK'
  }
}

/** What did not reach the server, or whose answer did not come back. */
export function networkError(): CallError {
  return new CallError({
    code: 'NETWORK',
    message: {
      zh: '网络不通，请检查网络后重试',
      en: 'The network is not available. Check it and try again.',
    },
  })
}
