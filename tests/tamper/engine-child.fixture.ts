import { readFileSync } from 'node:fs'
import { composeRevision0 } from '../../cloudfunctions/platform/pdf/compose'
import { PdfError } from '../../cloudfunctions/platform/pdf/errors'
import { inspectUpload, UploadError } from '../../cloudfunctions/platform/pdf/inspect'
import { verifyPdf } from '../../cloudfunctions/platform/pdf/verify/verify-pdf'
import type { EngineAnswer, EngineTask } from './bounded-engine'

// Runs in a process of its own, with limits that its parent sets: the engine on one hostile file after the other.

async function answer({ id, file }: EngineTask): Promise<EngineAnswer> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  const { verdict, findings } = verifyPdf(bytes)
  if (findings.some(({ code }) => code === 'check-failed'))
    throw new Error('the verifier met an unknown fault')
  return { id, verdict, upload: await upload(bytes), peakMb: peakMemory() }
}

/** What becomes of the file as an upload: taken, or the code of a known refusal. Anything else ends the process. */
async function upload(bytes: Buffer): Promise<string> {
  try {
    const { pages } = inspectUpload(bytes)
    const page = pages[0]
    const rect = { x: 0, y: 0, width: (page?.width ?? 0) / 2, height: (page?.height ?? 0) / 2 }
    const signatureFields = [{ name: 'fuzz-signature', page: 0, rect }]
    await composeRevision0({ source: bytes, parties: [{ id: 'a', signatureFields, slots: [] }] })
    return 'taken'
  } catch (error) {
    if (error instanceof UploadError) return error.refusal
    if (error instanceof PdfError) return error.code
    throw error
  }
}

/** Highest resident memory so far, MB; 0 where the system does not tell. */
function peakMemory(): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

process.on('message', (task: EngineTask) => {
  void answer(task).then((done) => process.send?.(done))
})
process.on('unhandledRejection', (error) => {
  console.error(error)
  process.exit(70)
})
