import type { IncomingMessage } from 'node:http'

export class BodyTooBig extends Error {
  override name = 'BodyTooBig'
}

/** The whole body. @throws BodyTooBig as soon as it is known to pass `max` bytes; the rest is not kept */
export function readBody(request: IncomingMessage, max: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > max) {
      request.resume()
      reject(new BodyTooBig())
      return
    }
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= max) chunks.push(chunk)
      else reject(new BodyTooBig())
    })
    request.on('end', () => resolve(Buffer.concat(chunks)))
    request.on('error', reject)
    request.on('aborted', () => reject(new Error('The client went away.')))
  })
}
