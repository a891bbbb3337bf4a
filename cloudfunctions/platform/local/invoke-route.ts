import type { IncomingMessage } from 'node:http'
import { randomUUID } from 'node:crypto'
import type { ErrorCode } from '#types/errors'
import type { Answer } from '#types/action'
import type { RawIdentity } from '#platform/kernel/context'
import { messageOf } from '#platform/kernel/refusal'
import { csrfHeader, csrfMatches, isSameOrigin, sessionCookies, sessionTokenOf } from './browser-session'
import { clientAddress } from './client-address'
import type { Functions } from './functions'
import type { HostParts } from './host-parts'
import { json, type Reply } from './reply'
import { unstorablePath } from './storable-input'
import { BodyTooBig, readBody } from './request-body'

const maxCallBytes = 1_000_000

/** Rooms that only timers call. */
const internalRooms = new Set(['timers'])

export interface InvokeRoute {
  functions: Functions
  parts: HostParts
  publicUrl: string
  trustProxy: boolean
}

/** `POST /invoke/:room` with `{action, data, key}`: what `wx.cloud.callFunction` is in the mini-program. */
export async function invokeFromBrowser(
  { functions, parts, publicUrl, trustProxy }: InvokeRoute,
  room: string,
  request: IncomingMessage,
): Promise<Reply> {
  if (!functions.has(room) || internalRooms.has(room)) return refusal(404, 'ACTION_UNKNOWN')
  // A form can send text/plain across sites without asking first; JSON cannot (Fetch §2.2.2, CORS preflight).
  const isJson = (request.headers['content-type'] ?? '').split(';')[0]?.trim() === 'application/json'
  if (!isJson || !isSameOrigin(request, publicUrl)) return refusal(403, 'CSRF')
  let body: Buffer
  try {
    body = await readBody(request, maxCallBytes)
  } catch (e) {
    if (e instanceof BodyTooBig) return refusal(413, 'PAYLOAD_TOO_BIG', { connection: 'close' })
    throw e
  }
  const event = parsed(body)
  if (!event) return refusal(400, 'ACTION_UNKNOWN')
  const unstorable = unstorablePath(event.data)
  if (unstorable !== null) return refusal(400, 'INPUT_INVALID', {}, unstorable)
  // The kernel carries out no command without a key, so a call without one changes nothing and needs no proof.
  if (event.key !== undefined && event.key !== '' && !csrfMatches(request, request.headers[csrfHeader]))
    return refusal(403, 'CSRF')

  const cookies: string[] = []
  const secure = publicUrl.startsWith('https:')
  const answer = await functions.invoke(
    room,
    event,
    identityOf(request, trustProxy),
    parts.deps,
    (change) => {
      cookies.splice(0, cookies.length, ...sessionCookies(change, secure, parts.clock.now()))
    },
  )
  return json(200, answer, cookies.length > 0 ? { 'set-cookie': cookies } : {})
}

function identityOf(request: IncomingMessage, trustProxy: boolean): RawIdentity {
  return {
    sessionToken: sessionTokenOf(request),
    ip: clientAddress(request, trustProxy),
    userAgent: request.headers['user-agent']?.slice(0, 300),
  }
}

function parsed(body: Buffer): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
    // The name goes into the log, where nothing of a visitor's making may stand.
    const { action } = value as Record<string, unknown>
    return typeof action === 'string' && /^[A-Za-z]{1,64}$/.test(action)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}

/** A refusal of the host itself, in the envelope of every answer. */
export function refusal(
  status: number,
  code: ErrorCode,
  headers: Reply['headers'] = {},
  field?: string,
): Reply {
  const answer: Answer = {
    ok: false,
    error: { code, message: messageOf(code, { field }), ...(field === undefined ? {} : { field }) },
    requestId: randomUUID(),
  }
  return json(status, answer, headers)
}
