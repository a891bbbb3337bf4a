import type { ServerResponse } from 'node:http'

/** What a route answers when it does not stream. */
export interface Reply {
  status: number
  headers?: Record<string, string | string[]>
  body?: string | Buffer
}

export const json = (status: number, value: unknown, headers: Reply['headers'] = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify(value),
})

export const html = (status: number, body: string, headers: Reply['headers'] = {}): Reply => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...headers },
  body,
})

export const text = (status: number, body: string): Reply => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  body,
})

/** 303 leads a browser on with GET, whatever it came with. */
export const redirect = (location: string, headers: Reply['headers'] = {}): Reply => ({
  status: 303,
  headers: { location, 'cache-control': 'no-store', ...headers },
})

export const notFound = (): Reply => text(404, 'Not found\n')

/** Sends a reply; the body of a HEAD request stays at home, its length does not. */
export function send(response: ServerResponse, reply: Reply, isHead = false): void {
  const body = reply.body === undefined ? Buffer.alloc(0) : Buffer.from(reply.body as string)
  response.writeHead(reply.status, { ...reply.headers, 'content-length': body.length })
  response.end(isHead ? undefined : body)
}
