import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { drawPage } from './draw-page'
import { rendererMark, type RenderAnswer, type RenderRequest } from './messages'
import { openDocument, takeDocument } from './open-documents'
import { readText } from './read-text'

/** Answers drawing requests when this script runs as a drawing thread; does nothing otherwise. */
export function serveRendering(): void {
  if (isMainThread || workerData !== rendererMark || !parentPort) return
  const port = parentPort
  // One page at a time: drawing is bound by the processor, and memory stays bounded.
  let queue = Promise.resolve()
  port.on('message', (request: RenderRequest) => {
    queue = queue.then(async () => port.postMessage(await answer(request)))
  })
}

async function answer(request: RenderRequest): Promise<RenderAnswer> {
  const { id, sha256, page, work, bytes } = request
  try {
    const document = bytes ? takeDocument(sha256, bytes) : openDocument(sha256)
    if (!document) return { id, kind: 'bytes-needed' }
    if (work.kind === 'text') return { id, kind: 'text', text: await readText(await document, page) }
    return { id, kind: 'image', image: await drawPage(await document, page, work.width) }
  } catch (e) {
    return { id, kind: 'failed', name: e instanceof Error ? e.name : 'unknown' }
  }
}
