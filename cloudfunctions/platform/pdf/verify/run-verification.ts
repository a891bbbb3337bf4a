import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads'
import type { VerificationReport, VerifyOptions } from './report'
import { undecidedReport } from './undecided-report'
import { verifyPdf } from './verify-pdf'

export interface VerificationLimits {
  /** milliseconds */
  time: number
  /** JavaScript heap of the worker, MiB; decoded streams are bounded by the reader */
  heap: number
}

export const DEFAULT_VERIFICATION_LIMITS: VerificationLimits = { time: 60_000, heap: 1024 }

interface VerificationTask {
  task: 'verify-pdf'
  bytes: ArrayBuffer
  options: { roots: Uint8Array[]; now?: number; expected?: VerifyOptions['expected'] }
}

/**
 * Verifies in a worker with a cap on time and memory, so that a hostile file cannot take the process with it.
 * `script` is a file that calls `serveVerification` when it is started as a worker (the command line's own bundle).
 * The bytes are handed over: the caller's buffer is empty afterwards when it owns its memory.
 */
export function runVerification(
  script: string,
  bytes: Uint8Array,
  options: VerifyOptions = {},
  limits: VerificationLimits = DEFAULT_VERIFICATION_LIMITS,
): Promise<VerificationReport> {
  const whole = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength
  const owned = whole && bytes.buffer instanceof ArrayBuffer ? bytes.buffer : Uint8Array.from(bytes).buffer
  const task: VerificationTask = {
    task: 'verify-pdf',
    bytes: owned,
    options: { ...options, roots: (options.roots ?? []).map((root) => Uint8Array.from(root)) },
  }
  return new Promise((resolve) => {
    const worker = new Worker(script, {
      workerData: task,
      transferList: [owned],
      resourceLimits: { maxOldGenerationSizeMb: limits.heap },
    })
    const finish = (report: VerificationReport) => {
      clearTimeout(timer)
      void worker.terminate()
      resolve(report)
    }
    const timer = setTimeout(() => finish(undecidedReport('limit-reached')), limits.time)
    worker.once('message', (report: VerificationReport) => finish(report))
    // Out of memory arrives here too (ERR_WORKER_OUT_OF_MEMORY).
    worker.once('error', () => finish(undecidedReport('limit-reached')))
    worker.once('exit', () => finish(undecidedReport('limit-reached')))
  })
}

/** To be called first by a script that may be started as a worker: true when it was one, and has answered. */
export function serveVerification(): boolean {
  const data = workerData as VerificationTask | null
  if (isMainThread || data?.task !== 'verify-pdf') return false
  const roots = data.options.roots.map((root) => Buffer.from(root))
  parentPort?.postMessage(verifyPdf(Buffer.from(data.bytes), { ...data.options, roots }))
  return true
}
