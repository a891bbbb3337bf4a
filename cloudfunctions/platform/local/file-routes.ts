import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { byteRange } from '#platform/adapters/files-local/byte-range'
import type { LocalFiles, TemporaryFile } from '#platform/adapters/files-local/local-files'
import { FileDamaged, FileMissing } from '#platform/kernel/file-store'
import { refusal } from './invoke-route'
import { json, notFound, text, type Reply } from './reply'

/** Milliseconds a sender may go on after we know that we will refuse. */
const drainTime = 20_000

/** `GET /f/:token`: a file by a link that an action gave out after its permission check. Ranges are served. */
export async function serveFile(
  files: LocalFiles,
  token: string,
  request: IncomingMessage,
  response: ServerResponse,
  now: number,
): Promise<Reply | null> {
  const file = await files.openTemporary(token).catch((e: unknown) => {
    if (e instanceof FileMissing) return null
    if (e instanceof FileDamaged) return 'damaged' as const
    throw e
  })
  if (file === 'damaged') return refusal(500, 'FILE_HASH')
  if (!file) return notFound()
  const etag = `"${file.sha256}"`
  const headers = {
    'content-type': file.mime,
    'content-disposition': disposition(file),
    etag,
    'accept-ranges': 'bytes',
    'cache-control': `private, max-age=${Math.max(0, Math.floor((file.expiresAt - now) / 1000))}`,
  }
  if (request.headers['if-none-match'] === etag) return { status: 304, headers }
  const ifRange = request.headers['if-range']
  const wanted = ifRange && ifRange !== etag ? undefined : request.headers.range
  const range = byteRange(wanted, file.size)
  if (range === 'unsatisfiable')
    return { ...text(416, ''), headers: { 'content-range': `bytes */${file.size}` } }
  response.writeHead(range ? 206 : 200, {
    ...headers,
    'content-length': range ? range.end - range.start + 1 : file.size,
    ...(range ? { 'content-range': `bytes ${range.start}-${range.end}/${file.size}` } : {}),
  })
  if (request.method === 'HEAD') {
    response.end()
    return null
  }
  // A reader that goes away is no failure of ours.
  await pipeline(file.stream(range), response).catch(() => response.destroy())
  return null
}

/** RFC 6266: the name in UTF-8, and one without it for old readers. */
function disposition({ filename, inline }: TemporaryFile): string {
  const plain = filename.replace(/[^\x20-\x7e]|["\\%;]/g, '_')
  const encoded = encodeURIComponent(Buffer.from(filename, 'utf8').toString('utf8')).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${inline ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encoded}`
}

/** `POST /upload/:ticket` with the raw bytes, written to disk as they come. */
export async function takeUpload(
  files: LocalFiles,
  ticket: string,
  request: IncomingMessage,
): Promise<Reply> {
  const body = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>
  const outcome = await files.receiveUpload(ticket, body).catch((e: unknown) => {
    if (request.aborted || request.destroyed) return 'broken' as const
    throw e
  })
  if (outcome === 'stored' || outcome === 'already-stored') {
    request.resume()
    return json(200, { ok: true })
  }
  if (outcome === 'broken') return refusal(400, 'UPLOAD_INCOMPLETE', { connection: 'close' })
  await drained(request)
  return outcome === 'too-big'
    ? refusal(413, 'PAYLOAD_TOO_BIG', { connection: 'close' })
    : refusal(403, 'CODE_INVALID', { connection: 'close' })
}

/** Lets the sender finish, so that it reads our answer instead of a broken connection. */
function drained(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    if (request.readableEnded || request.destroyed) return resolve()
    const late = setTimeout(resolve, drainTime)
    const done = () => {
      clearTimeout(late)
      resolve()
    }
    request.once('end', done)
    request.once('close', done)
    request.resume()
  })
}
