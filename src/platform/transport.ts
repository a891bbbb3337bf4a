import Taro from '@tarojs/taro'
import type { Answer } from '#types/action'
import { networkError } from './call-error'

export interface Request {
  room: string
  action: string
  data: unknown
  /** Idempotency key of a command. */
  key?: string
}

/** Carries one request to the cloud function of a room. Throws NETWORK when no answer came back. */
export async function send({ room, action, data, key }: Request): Promise<Answer> {
  try {
    const { result } = await Taro.cloud.callFunction({ name: room, data: { action, data, key } })
    if (isAnswer(result)) return result
  } catch {
    // Whether the function ran is unknown: the caller repeats with the same key.
  }
  throw networkError()
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'ok' in value && 'requestId' in value
}
