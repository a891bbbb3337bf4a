import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { ConversionRefused } from '#platform/convert/conversion'
import { convertEmbedded } from '#platform/convert/convert'
import { framesOf } from '#platform/kernel/log'
import { FontSet } from '#platform/pdf/fonts/font-set'
import { converterMark, type ConversionAnswer, type ConversionRequest } from './messages'

/** Converts what it is sent when this script runs as a converting thread; does nothing otherwise. */
export function serveConversion(): void {
  if (isMainThread || workerData !== converterMark || !parentPort) return
  const port = parentPort
  port.on('message', (request: ConversionRequest) => {
    void answer(request).then((done) => port.postMessage(done))
  })
}

async function answer({ files }: ConversionRequest): Promise<ConversionAnswer> {
  try {
    const sources = files.map(({ filename, bytes }) => ({
      filename,
      bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    }))
    const { pdf, pages, warnings } = await convertEmbedded(sources, { fonts: FontSet.open() })
    return { kind: 'converted', pdf, pages, warnings }
  } catch (error) {
    if (error instanceof ConversionRefused)
      return { kind: 'refused', code: error.code, ...(error.detail ? { detail: error.detail } : {}) }
    return { kind: 'failed', name: error instanceof Error ? error.name : 'unknown', stack: framesOf(error) }
  }
}
