import { Worker } from 'node:worker_threads'
import { ConversionRefused, type ConversionResult } from '#platform/convert/conversion'
import type { SourceFile } from '#platform/convert/convert-files'
import { framesOf } from '#platform/kernel/log'
import { converterMark, type ConversionAnswer, type ConversionRequest } from './messages'

/** Too many files are waiting: it may be tried again. */
export class ConverterBusy extends Error {
  override name = 'ConverterBusy'
}

/** The converter broke on a file: its own fault. */
export class ConverterBroken extends Error {
  override name = 'ConverterBroken'

  /** `frames`: where, for the log; never the message, which may quote the file. */
  constructor(
    override readonly cause: string,
    readonly frames: string,
  ) {
    super(cause)
  }
}

export interface ThreadLimits {
  /** Time for one conversion, ms; below the function's own 60 s. */
  time: number
  /** Conversions waiting at most. */
  waiting: number
  /** JavaScript heap of the thread, MiB. */
  heap: number
}

export const defaultLimits: ThreadLimits = { time: 40_000, waiting: 4, heap: 1024 }

/**
 * Converts files one after the other, each in a new thread: a file that hangs or eats memory takes only its thread
 * with it, and leaves nothing behind for the next one. `script` is a file that calls `serveConversion`.
 */
export class ConversionThread {
  private queue: Promise<unknown> = Promise.resolve()
  private waiting = 0

  constructor(
    private readonly script: string,
    private readonly limits: ThreadLimits = defaultLimits,
  ) {}

  /** @throws ConverterBusy, ConversionRefused (FILE_TOO_COMPLEX when time or memory runs out), ConverterBroken */
  convert(files: readonly SourceFile[]): Promise<ConversionResult> {
    if (this.waiting > this.limits.waiting) return Promise.reject(new ConverterBusy())
    this.waiting += 1
    const done = this.queue.then(() => this.run(files)).finally(() => (this.waiting -= 1))
    this.queue = done.catch(() => undefined)
    return done
  }

  private async run(files: readonly SourceFile[]): Promise<ConversionResult> {
    const worker = new Worker(this.script, {
      workerData: converterMark,
      resourceLimits: { maxOldGenerationSizeMb: this.limits.heap },
    })
    try {
      const answer = await this.answerOf(worker, files)
      if (answer.kind === 'refused') throw new ConversionRefused(answer.code, answer.detail)
      if (answer.kind === 'failed') throw new ConverterBroken(answer.name, answer.stack)
      const { pdf, pages, warnings } = answer
      return { pdf: Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength), pages, warnings }
    } finally {
      await worker.terminate()
    }
  }

  private answerOf(worker: Worker, files: readonly SourceFile[]): Promise<ConversionAnswer> {
    return new Promise((resolve, reject) => {
      const tooComplex = () => reject(new ConversionRefused('FILE_TOO_COMPLEX'))
      const timer = setTimeout(tooComplex, this.limits.time)
      const settle = (act: () => void) => {
        clearTimeout(timer)
        act()
      }
      worker.on('message', (answer: ConversionAnswer) => settle(() => resolve(answer)))
      worker.on('error', (error: NodeJS.ErrnoException) =>
        settle(() =>
          error.code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? tooComplex()
            : reject(new ConverterBroken(error.name, framesOf(error))),
        ),
      )
      worker.on('exit', (code) => settle(() => reject(new ConverterBroken(`thread ended with ${code}`, ''))))
      // Copies of their own, because the bytes move to the thread.
      const sent = files.map(({ filename, bytes }) => ({ filename, bytes: Uint8Array.from(bytes) }))
      const request: ConversionRequest = { files: sent }
      worker.postMessage(
        request,
        sent.map(({ bytes }) => bytes.buffer),
      )
    })
  }
}
