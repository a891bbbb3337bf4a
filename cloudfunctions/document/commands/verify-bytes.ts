import { Refusal } from '#platform/kernel/refusal'
import type { VerificationReport, VerifyOptions } from '#platform/pdf/verify/report'
import { runVerification, type VerificationLimits } from '#platform/pdf/verify/run-verification'
import { verifyPdf } from '#platform/pdf/verify/verify-pdf'

/** Well below the 60 s and the memory that the function has: what takes more is told as such, not waited for. */
const usualLimits: VerificationLimits = { time: 30_000, heap: 768 }

/** Files of strangers checked side by side in one process. */
const mostAtOnce = 2

let running = 0
let limits = usualLimits
/** The bundle this runs in, which answers as the worker (wiring.ts); null when it runs from sources. */
let script = typeof __filename === 'string' && __filename.endsWith('.js') ? __filename : null

/** Chooses the script of the worker, and how much it may take. */
export function useVerificationWorker(chosen: string, bounds: Partial<VerificationLimits> = {}): void {
  script = chosen
  limits = { ...usualLimits, ...bounds }
}

/** Work on a stranger's file, the reading of it included. @throws Refusal BUSY while too many others are at it */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= mostAtOnce) throw new Refusal('BUSY')
  running += 1
  try {
    return await work()
  } finally {
    running -= 1
  }
}

/** Verifies in a worker; the bytes are handed over to it. */
export async function verifyBytes(bytes: Buffer, options: VerifyOptions): Promise<VerificationReport> {
  return script ? runVerification(script, bytes, options, limits) : verifyPdf(bytes, options)
}
