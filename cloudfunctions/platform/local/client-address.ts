import type { IncomingMessage } from 'node:http'

/** Address of who asks; with a trusted proxy in front the last one it has added to `X-Forwarded-For`. */
export function clientAddress(request: IncomingMessage, trustProxy: boolean): string | undefined {
  const forwarded = trustProxy
    ? String(request.headers['x-forwarded-for'] ?? '')
        .split(',')
        .at(-1)
        ?.trim()
    : ''
  return forwarded || request.socket.remoteAddress
}
