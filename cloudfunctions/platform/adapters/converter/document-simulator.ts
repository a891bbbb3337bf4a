import type { IncomingMessage, ServerResponse } from 'node:http'
import type { CloudKey } from '#platform/adapters/tencent-cloud/tc3'
import { ConversionRefused } from '#platform/convert/conversion'
import { convert } from '#platform/convert/convert'
import { sniff } from '#platform/convert/sniff'
import { FontSet } from '#platform/pdf/fonts/font-set'
import { isCosAuthorized } from './cos-signature'

/** As it should; refusing every call; never answering; too busy for conversions. */
export type DocumentBehaviour = 'works' | 'refuses' | 'silent' | 'busy'

const MOST_BYTES = 200 * 1024 * 1024

/**
 * A bucket with document preview as Tencent Cloud speaks it: signed PUT, GET with `ci-process=doc-preview`, DELETE.
 * It converts docx and xlsx with the embedded converter; other kinds are unsupported, as a real service has some that
 * are. Objects live in memory.
 */
export class DocumentSimulator {
  behaviour: DocumentBehaviour = 'works'
  private readonly objects = new Map<string, Buffer>()

  constructor(private readonly key: CloudKey) {}

  /** Objects that were put and not removed. */
  get count(): number {
    return this.objects.size
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://simulator')
    const body = await bodyOf(request)
    if (this.behaviour === 'silent') return
    const say = (status: number, code: string) => {
      response.writeHead(status, { 'content-type': 'application/xml' })
      response.end(
        `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
      )
    }
    if (this.behaviour === 'refuses') return say(500, 'InternalError')
    const signed = {
      method: request.method ?? '',
      path: decodeURIComponent(url.pathname),
      query: Object.fromEntries(url.searchParams),
      headers: { host: request.headers.host ?? '' },
    }
    const now = Date.now() / 1000
    if (!isCosAuthorized(request.headers.authorization ?? '', signed, this.key, now))
      return say(403, 'SignatureDoesNotMatch')
    if (body === null) return say(400, 'EntityTooLarge')
    if (request.method === 'PUT') this.objects.set(url.pathname, body)
    if (request.method === 'DELETE') this.objects.delete(url.pathname)
    if (request.method !== 'GET') {
      response.writeHead(request.method === 'DELETE' ? 204 : 200)
      response.end()
      return
    }
    const object = this.objects.get(url.pathname)
    if (!object) return say(404, 'NoSuchKey')
    if (url.searchParams.get('ci-process') !== 'doc-preview') {
      response.end(object)
      return
    }
    if (this.behaviour === 'busy') return say(503, 'SlowDown')
    this.preview(object, url.pathname, response, say)
  }

  private preview(
    object: Buffer,
    name: string,
    response: ServerResponse,
    say: (status: number, code: string) => void,
  ): void {
    const kind = sniff(object, name)
    if (kind === 'office-encrypted') return say(400, 'FilePasswordError')
    if (kind !== 'docx' && kind !== 'xlsx') return say(400, 'UnsupportedFileType')
    try {
      const { pdf } = convert(object, { filename: name, kind }, { fonts: FontSet.open() })
      response.writeHead(200, { 'content-type': 'application/pdf' })
      response.end(pdf)
    } catch (e) {
      if (!(e instanceof ConversionRefused)) throw e
      say(400, 'ParseFileFailed')
    }
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size > MOST_BYTES) return null
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}
