import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { ProviderFailure } from '#platform/kernel/ports'

export interface Exchange {
  url: URL
  method: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: Buffer | string
  /** for the whole exchange, ms */
  timeout: number
  /** an answer larger than this is a failure */
  maxBytes: number
  /** TLS: roots instead of the system's, and a client certificate; PEM */
  tls?: { ca?: string; cert?: string; key?: string; passphrase?: string }
}

export interface ExchangeAnswer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

/** One HTTP request without redirects, bounded in time and size. @throws ProviderFailure */
export function exchange({
  url,
  method,
  headers,
  body,
  timeout,
  maxBytes,
  tls,
}: Exchange): Promise<ExchangeAnswer> {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new ProviderFailure(why))
    const options = {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }) },
      // A signal, not the socket's idle time-out: who drips bytes is as late as who is silent.
      signal: AbortSignal.timeout(timeout),
      ...tls,
    }
    const request = send(url, options, (response) => {
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > maxBytes) request.destroy(new ProviderFailure('AnswerTooLarge'))
        else chunks.push(chunk)
      })
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      )
      response.on('error', (e) => fail(e instanceof ProviderFailure ? e.message : 'ConnectionBroken'))
    })
    request.on('error', (e) => fail(failureName(e)))
    request.end(body)
  })
}

function failureName(e: Error): string {
  if (e instanceof ProviderFailure) return e.message
  return e.name === 'AbortError' || e.name === 'TimeoutError' ? 'Timeout' : 'ConnectionFailed'
}

export const basicAuth = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
