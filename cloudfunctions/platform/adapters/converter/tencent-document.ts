import { randomBytes } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { CloudKey } from '#platform/adapters/tencent-cloud/tc3'
import { ConversionRefused } from '#platform/convert/conversion'
import type { OfficeConverter, OfficeFile } from '#platform/convert/office/office-converter'
import { refuseUndecided } from '#platform/convert/office/refuse-undecided'
import { cosAuthorization } from './cos-signature'

export interface TencentDocumentSettings {
  /** of the bucket with document preview switched on, `https://<bucket>-<appid>.cos.<region>.myqcloud.com`, or a simulator */
  url: string
  key: CloudKey
  simulated: boolean
  /** ms for one request; conversion takes the longest */
  timeout?: number
}

const MOST_BYTES = 120 * 1024 * 1024
const MOST_WORDS = 64 * 1024
/** Errors of Cloud Infinite that say something of the file; every other one is a failure of the service. */
const OF_THE_FILE: readonly string[] = [
  'UnsupportedFileType',
  'FileTypeNotSupport',
  'ParseFileFailed',
  'FileDamaged',
  'InvalidDocument',
]
const LOCKED: readonly string[] = ['FilePasswordError', 'PasswordRequired', 'FileEncrypted']

/** Where files lie in the bucket while they are converted; a lifetime rule may empty it. */
export const bucketFolder = '/qianli-conversion'

interface CosAnswer {
  status: number
  type: string
  body: Buffer
}

/**
 * Document preview of Tencent Cloud Infinite (`ci-process=doc-preview`, `dstType=pdf`): the file is put into a private
 * bucket under a random name, asked for as a PDF, and removed again, whatever came of it.
 */
export class TencentDocument implements OfficeConverter {
  readonly name = 'tencent'
  readonly simulated: boolean

  constructor(private readonly settings: TencentDocumentSettings) {
    this.simulated = settings.simulated
  }

  async convert(file: OfficeFile): Promise<{ pdf: Buffer; version: string }> {
    refuseUndecided(file)
    const path = `${bucketFolder}/${randomBytes(16).toString('hex')}.${file.kind}`
    try {
      const put = await this.send('PUT', path, {}, file.bytes)
      if (put.status !== 200) throw new ConversionRefused('CONVERSION_UNAVAILABLE')
      // Comments and changes are not to be dropped silently (default 0 would accept all changes).
      const query = { 'ci-process': 'doc-preview', comment: '1', dstType: 'pdf', srcType: file.kind }
      return { pdf: pdfOf(await this.send('GET', path, query)), version: 'doc-preview' }
    } finally {
      // What stays behind goes with the bucket's own lifetime rule.
      await this.send('DELETE', path, {}).catch(() => undefined)
    }
  }

  private send(
    method: 'PUT' | 'GET' | 'DELETE',
    path: string,
    query: Readonly<Record<string, string>>,
    body?: Buffer,
  ): Promise<CosAnswer> {
    const url = new URL(path, this.settings.url)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    // The provider compares with its own clock, so the system's time counts here.
    const now = Math.floor(Date.now() / 1000)
    const headers: Record<string, string | number> = {
      host: url.host,
      authorization: cosAuthorization(
        { method, path, query, headers: { host: url.host } },
        this.settings.key,
        { start: now - 5, end: now + 600 },
      ),
      ...(body ? { 'content-length': body.length, 'content-type': 'application/octet-stream' } : {}),
    }
    const send = url.protocol === 'http:' ? httpRequest : httpsRequest
    return new Promise((resolve, reject) => {
      const fail = () => reject(new ConversionRefused('CONVERSION_UNAVAILABLE'))
      const signal = AbortSignal.timeout(this.settings.timeout ?? 45_000)
      const request = send(url, { method, headers, signal }, (response) => {
        const chunks: Buffer[] = []
        let size = 0
        response.on('data', (chunk: Buffer) => {
          size += chunk.length
          if (size > MOST_BYTES) request.destroy(new Error('AnswerTooLarge'))
          chunks.push(chunk)
        })
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            type: response.headers['content-type'] ?? '',
            body: Buffer.concat(chunks),
          }),
        )
        response.on('error', fail)
      })
      request.on('error', fail)
      request.end(body)
    })
  }
}

/** @throws ConversionRefused by what the service says */
function pdfOf({ status, body }: CosAnswer): Buffer {
  if (status === 200 && body.subarray(0, 5).toString('latin1') === '%PDF-') return body
  const words = body.subarray(0, MOST_WORDS).toString('utf8')
  const code = /<Code>([^<]*)<\/Code>/.exec(words)?.[1] ?? ''
  if (LOCKED.includes(code)) throw new ConversionRefused('FILE_LOCKED')
  if (OF_THE_FILE.includes(code)) throw new ConversionRefused('FILE_UNREADABLE')
  throw new ConversionRefused('CONVERSION_UNAVAILABLE')
}
