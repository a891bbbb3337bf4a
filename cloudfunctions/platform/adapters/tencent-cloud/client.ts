import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { ProviderFailure } from '#platform/kernel/ports'
import { authorization, contentType, type CloudKey } from './tc3'

export interface CloudEndpoint {
  /** Where requests go, e.g. `https://sms.tencentcloudapi.com` or a simulator on loopback. */
  url: string
  service: 'sms' | 'faceid' | 'kms'
  version: string
  region: string
  key: CloudKey
  /** Milliseconds until an unanswered call is a failure. */
  timeout?: number
}

const maxAnswerBytes = 4 * 1024 * 1024

/**
 * One call of Tencent Cloud API 3.0 over JSON; answers the `Response` object.
 * @throws ProviderFailure on a time-out, a broken connection, or an `Error` in the answer (message = its code)
 */
export async function callCloud(
  endpoint: CloudEndpoint,
  action: string,
  payload: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const url = new URL(endpoint.url)
  const body = JSON.stringify(payload)
  // The provider compares this stamp with its own clock, so the system's time counts here, not the product's.
  const timestamp = Math.floor(Date.now() / 1000)
  const headers = {
    authorization: authorization(
      { host: url.host, service: endpoint.service, timestamp, body },
      endpoint.key,
    ),
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    host: url.host,
    'x-tc-action': action,
    'x-tc-timestamp': String(timestamp),
    'x-tc-version': endpoint.version,
    'x-tc-region': endpoint.region,
  }
  const answer = parse(await post(url, headers, body, endpoint.timeout ?? 10_000))
  const error = answer.Error as { Code?: string } | undefined
  if (error) throw new ProviderFailure(error.Code ?? 'UnknownError')
  return answer
}

function post(
  url: URL,
  headers: Record<string, string | number>,
  body: string,
  timeout: number,
): Promise<string> {
  const send = url.protocol === 'http:' ? httpRequest : httpsRequest
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new ProviderFailure(why))
    // A signal, not the socket's idle time-out: a provider that drips bytes is as late as a silent one.
    const request = send(
      url,
      { method: 'POST', headers, signal: AbortSignal.timeout(timeout) },
      (response) => {
        const chunks: Buffer[] = []
        let size = 0
        response.on('data', (chunk: Buffer) => {
          size += chunk.length
          if (size > maxAnswerBytes) request.destroy(new Error('AnswerTooLarge'))
          chunks.push(chunk)
        })
        response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
        response.on('error', () => fail('ConnectionBroken'))
      },
    )
    request.on('error', (e) =>
      fail(e.name === 'AbortError' || e.name === 'TimeoutError' ? 'Timeout' : 'ConnectionFailed'),
    )
    request.end(body)
  })
}

function parse(text: string): Record<string, unknown> {
  try {
    const { Response: response } = JSON.parse(text) as { Response?: unknown }
    if (typeof response === 'object' && response !== null) return response as Record<string, unknown>
  } catch {
    // Not JSON: a proxy's error page, for one.
  }
  throw new ProviderFailure('AnswerUnreadable')
}
