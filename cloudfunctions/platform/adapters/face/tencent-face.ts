import { ProviderFailure, type FaceOutcome, type FacePort } from '#platform/kernel/ports'
import { callCloud, type CloudEndpoint } from '#platform/adapters/tencent-cloud/client'

export interface TencentFaceSettings {
  endpoint: CloudEndpoint
  /** Business rules made in the FaceID console, one a purpose. */
  ruleIds: { 'real-name': string; sign: string }
  /** Base of links without trailing slash; the check leads back to a path under it. */
  publicUrl: string
  simulated: boolean
}

/** Tencent Cloud FaceID `DetectAuth` and `GetDetectInfoEnhanced` 2018-03-01 (H5 liveness and comparison). */
export class TencentFace implements FacePort {
  readonly simulated: boolean
  constructor(private readonly settings: TencentFaceSettings) {
    this.simulated = settings.simulated
  }

  async start(request: Parameters<FacePort['start']>[0]): Promise<{ requestId: string; url: string }> {
    const { endpoint, ruleIds, publicUrl } = this.settings
    const answer = await callCloud(endpoint, 'DetectAuth', {
      RuleId: ruleIds[request.purpose],
      Name: request.name,
      IdCard: request.idNumber,
      RedirectUrl: publicUrl + request.returnTo,
    })
    const { BizToken: requestId, Url: url } = answer
    if (typeof requestId !== 'string' || typeof url !== 'string')
      throw new ProviderFailure('AnswerIncomplete')
    // The purpose is part of our reference, because the result is asked for under the rule of the start.
    return { requestId: `${request.purpose}.${requestId}`, url }
  }

  async result(requestId: string): Promise<FaceOutcome> {
    const [purpose, bizToken] = splitOnce(requestId)
    const { endpoint, ruleIds } = this.settings
    const answer = await callCloud(endpoint, 'GetDetectInfoEnhanced', {
      BizToken: bizToken,
      RuleId: purpose === 'sign' ? ruleIds.sign : ruleIds['real-name'],
      InfoType: '1',
    })
    const text = (answer.Text ?? {}) as {
      ErrCode?: number | null
      LiveStatus?: number
      Comparestatus?: number
    }
    return outcomeOf(text.ErrCode ?? unfinished, bizToken)
  }
}

const unfinished = 17
/** Result codes of the H5 check: cloud.tencent.com/document/product/1007/31082; 2xx of the app kit: …/101997. */
const mismatch = new Set([2011, 2015, 2016])
const identityMismatch = new Set([301, 2002, 2003, 2005, 2006])
const unavailable = new Set([4, 8, 10, 12, 13, 201, 202, 215, 1001, 1006, 1008, 2001, 2007, 2008, 2009, 2017])
const cancelled = 212

function outcomeOf(code: number, bizToken: string): FaceOutcome {
  if (code === unfinished) return { state: 'pending' }
  if (code === 0) return { state: 'passed', providerReference: bizToken }
  if (code === cancelled) return { state: 'failed', reason: 'FACE_CANCELLED' }
  if (mismatch.has(code)) return { state: 'failed', reason: 'FACE_MISMATCH' }
  if (identityMismatch.has(code)) return { state: 'failed', reason: 'IDENTITY_MISMATCH' }
  if (unavailable.has(code)) return { state: 'failed', reason: 'FACE_UNAVAILABLE' }
  return { state: 'failed', reason: 'FACE_FAILED' }
}

function splitOnce(requestId: string): [string, string] {
  const dot = requestId.indexOf('.')
  return [requestId.slice(0, dot), requestId.slice(dot + 1)]
}
