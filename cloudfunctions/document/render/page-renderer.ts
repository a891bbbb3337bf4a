import { Worker } from 'node:worker_threads'
import {
  rendererMark,
  type PageText,
  type RenderAnswer,
  type RenderedPage,
  type RenderRequest,
} from './messages'

/** Too many pages are waiting, or one took too long: it may be tried again. */
export class RendererBusy extends Error {
  override name = 'RendererBusy'
}

/** The file, or this page of it, cannot be drawn. */
export class PageUnreadable extends Error {
  override name = 'PageUnreadable'
}

export interface RendererLimits {
  /** Time for one page, ms; a hostile file may be made to take for ever. */
  time: number
  /** Pages waiting at most. */
  waiting: number
  /** JavaScript heap of the thread, MiB. */
  heap: number
}

export const defaultLimits: RendererLimits = { time: 25_000, waiting: 40, heap: 1024 }

/** A page of a file, named by its SHA-256; pages from 0. */
export type PageOfFile = Pick<RenderRequest, 'sha256' | 'page'>

type Done = Extract<RenderAnswer, { kind: 'image' | 'text' }>

interface Job {
  request: Omit<RenderRequest, 'id' | 'bytes'>
  read: () => Promise<Buffer>
  resolve: (done: Done) => void
  reject: (e: Error) => void
}

/**
 * Draws pages in a thread of its own, one after the other: the process goes on answering meanwhile, and a file that
 * hangs or eats memory takes only the thread with it. `script` is a file that calls `serveRendering`.
 */
export class PageRenderer {
  private worker: Worker | null = null
  private readonly waiting: Job[] = []
  private running = false
  private nextId = 1

  constructor(
    private readonly script: string,
    private readonly limits: RendererLimits = defaultLimits,
  ) {}

  /**
   * A page as an image `width` pixels wide. `read` is asked for the bytes only when the thread does not have the
   * document open. @throws RendererBusy, PageUnreadable, what read throws
   */
  async draw(
    { width, ...page }: PageOfFile & { width: number },
    read: () => Promise<Buffer>,
  ): Promise<RenderedPage> {
    const done = await this.ask({ ...page, work: { kind: 'image', width } }, read)
    if (done.kind !== 'image') throw new PageUnreadable(done.kind)
    return done.image
  }

  /** The text of a page with places. `read` and errors as of {@link draw}. */
  async text(page: PageOfFile, read: () => Promise<Buffer>): Promise<PageText> {
    const done = await this.ask({ ...page, work: { kind: 'text' } }, read)
    if (done.kind !== 'text') throw new PageUnreadable(done.kind)
    return done.text
  }

  private ask(request: Job['request'], read: Job['read']): Promise<Done> {
    if (this.waiting.length >= this.limits.waiting) return Promise.reject(new RendererBusy())
    return new Promise((resolve, reject) => {
      this.waiting.push({ request, read, resolve, reject })
      void this.work()
    })
  }

  async close(): Promise<void> {
    await this.worker?.terminate()
    this.worker = null
  }

  private async work(): Promise<void> {
    if (this.running) return
    this.running = true
    for (let job = this.waiting.shift(); job; job = this.waiting.shift()) {
      try {
        job.resolve(await this.run(job))
      } catch (e) {
        job.reject(e instanceof Error ? e : new Error('unknown'))
      }
    }
    this.running = false
  }

  private async run({ request, read }: Job): Promise<Done> {
    let answer = await this.send(request)
    if (answer.kind === 'bytes-needed') {
      // A copy of its own, because the bytes move to the thread.
      const bytes = Uint8Array.from(await read())
      answer = await this.send({ ...request, bytes })
    }
    if (answer.kind === 'failed') throw new PageUnreadable(answer.name)
    if (answer.kind === 'bytes-needed') throw new PageUnreadable(answer.kind)
    return answer
  }

  private send(request: Omit<RenderRequest, 'id'>): Promise<RenderAnswer> {
    const worker = (this.worker ??= this.start())
    const id = this.nextId++
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer)
        worker.off('message', onMessage).off('error', onEnd).off('exit', onEnd)
        settle()
      }
      const onMessage = (answer: RenderAnswer) => {
        if (answer.id === id) end(() => resolve(answer))
      }
      // Out of memory arrives here too.
      const onEnd = () => end(() => reject(this.lost(worker, new PageUnreadable('thread ended'))))
      const timer = setTimeout(
        () => end(() => reject(this.lost(worker, new RendererBusy('page took too long')))),
        this.limits.time,
      )
      worker.on('message', onMessage).on('error', onEnd).on('exit', onEnd)
      worker.postMessage({ id, ...request }, request.bytes ? [request.bytes.buffer as ArrayBuffer] : [])
    })
  }

  private start(): Worker {
    const worker = new Worker(this.script, {
      workerData: rendererMark,
      resourceLimits: { maxOldGenerationSizeMb: this.limits.heap },
    })
    // An idle thread must not keep the process from ending, nor take it down with a late error.
    worker.unref()
    worker.on('error', () => undefined)
    return worker
  }

  /** Forgets a thread that is no longer of use; the next page starts a new one. */
  private lost(worker: Worker, error: Error): Error {
    if (this.worker === worker) this.worker = null
    void worker.terminate()
    return error
  }
}
