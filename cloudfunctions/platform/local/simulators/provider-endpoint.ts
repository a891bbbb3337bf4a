import type { IncomingMessage } from 'node:http'
import { faceResult, openFaceRequest } from '#platform/adapters/face/face-simulator'
import { verifyIdCard } from '#platform/adapters/registry/registry-simulator'
import { receiveSms } from '#platform/adapters/sms/sms-simulator'
import { isAuthorized, type CloudKey } from '#platform/adapters/tencent-cloud/tc3'
import type { Deps } from '#platform/kernel/ports'
import { json, type Reply } from '../reply'
import { readBody } from '../request-body'
import { readSwitches, type Behaviour, type Switches } from './switches'

export const providerPath = '/simulators/tencentcloud'

type Party = 'sms' | 'face' | 'registry'
type Parts = Pick<Deps, 'store' | 'clock' | 'ids'>

interface Operation {
  service: 'sms' | 'faceid'
  party: Party
  run(parts: Parts, payload: unknown, publicUrl: string): Promise<Record<string, unknown>>
}

const operations: Record<string, Operation> = {
  SendSms: { service: 'sms', party: 'sms', run: receiveSms },
  DetectAuth: {
    service: 'faceid',
    party: 'face',
    run: (parts, payload, publicUrl) =>
      openFaceRequest(parts, payload, (token) => `${publicUrl}/simulators/face/${token}`),
  },
  GetDetectInfoEnhanced: { service: 'faceid', party: 'face', run: faceResult },
  IdCardVerification: {
    service: 'faceid',
    party: 'registry',
    run: (_, payload) => Promise.resolve(verifyIdCard(payload)),
  },
}

/** Seconds a request's stamp may be off, as at the real provider. */
const maxSkew = 300
/** Longer than any client waits. */
const silence = 30_000

/** Speaks Tencent Cloud API 3.0 (JSON, TC3-HMAC-SHA256) for the parties this product needs. */
export async function answerProvider(
  request: IncomingMessage,
  parts: Parts,
  key: CloudKey,
  publicUrl: string,
): Promise<Reply> {
  const body = (await readBody(request, 1_000_000)).toString('utf8')
  const respond = (response: Record<string, unknown>) =>
    json(200, { Response: { ...response, RequestId: parts.ids.random() } })
  const refuse = (code: string) => respond({ Error: { Code: code, Message: code } })

  const operation = operations[String(request.headers['x-tc-action'])]
  if (!operation) return refuse('InvalidAction')
  const timestamp = Number(request.headers['x-tc-timestamp'])
  if (!(Math.abs(Date.now() / 1000 - timestamp) <= maxSkew)) return refuse('AuthFailure.SignatureExpire')
  const signed = { host: request.headers.host ?? '', service: operation.service, timestamp, body }
  if (!isAuthorized(request.headers.authorization ?? '', signed, key))
    return refuse('AuthFailure.SignatureFailure')

  const behaviour = behaviourOf(await readSwitches(parts.store), operation.party)
  if (behaviour === 'silent') {
    await new Promise((resolve) => setTimeout(resolve, silence).unref())
    return refuse('RequestTimeout')
  }
  if (behaviour === 'refuses') return refuse('InternalError')
  return respond(await operation.run(parts, parsed(body), publicUrl))
}

const behaviourOf = (switches: Switches, party: Party): Behaviour => switches[party]

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
