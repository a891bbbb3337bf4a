import type { AnyAction } from '#platform/kernel/action'
import { completeUpload } from './complete-upload'
import { countMine } from './count-mine'
import { createUpload } from './create-upload'
import { download } from './download'
import { get } from './get'
import { getCode } from './get-code'
import { initiate } from './initiate'
import { list } from './list'
import { openCode } from './open-code'
import { refuse } from './refuse'
import { requestChallenge } from './request-challenge'
import { revoke } from './revoke'
import { sign } from './sign'
import { verify } from './verify'

/** What the contract room can do. */
export const actions: readonly AnyAction[] = [
  createUpload,
  completeUpload,
  initiate,
  list,
  countMine,
  get,
  openCode,
  getCode,
  requestChallenge,
  sign,
  refuse,
  revoke,
  download,
  verify,
]
