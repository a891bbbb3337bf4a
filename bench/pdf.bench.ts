// The document engine against its floors and against other libraries, in one run: `npm run bench -- pdf`.
// Every row prints its bar and a ratio to a floor measured in the same run, never a promise in milliseconds.
//   signing    floor = SHA-256 of the file + one RSA-2048 signature; every library signs with the same kind of key
//   completing see pdf/completing.ts; verifying see pdf/verifying.ts (needs QIANLI_CORPUS)
// Files are in memory. Each line is measured in a process of its own, because some libraries do not survive large
// files; figures are the best of several warm runs. QIANLI_BENCH_PEERS=0 leaves the other libraries out.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { measureCompleting } from './pdf/completing'
import { measureEvidence } from './pdf/evidence'
import { contestants, isPeer, measureSigning, signingFiles, type SigningSubject } from './pdf/signing'
import { benchVerifying } from './pdf/verifying'

const MEMORY_BAR_MB = 32
const EVIDENCE_BAR_S = 10

function benchSigning(): void {
  const scratch = mkdtempSync(join(tmpdir(), 'qianli-bench-'))
  try {
    for (const { title, make, runs, bar } of signingFiles) {
      const path = join(scratch, 'file.pdf')
      const bytes = make()
      writeFileSync(path, bytes)
      const floor = inProcess('floor', path, runs)
      console.log(`one signature, ${title} (bar: <= ${bar} x floor; floor ${show(floor, 'ms')})`)
      for (const [subject, name] of contestants) {
        if (isPeer(subject) && process.env['QIANLI_BENCH_PEERS'] === '0') continue
        const value = inProcess(subject, path, runs)
        const ratio = typeof value === 'number' && typeof floor === 'number' ? value / floor : null
        const verdict =
          ratio === null || subject !== 'stored-seal' ? '' : ratio <= bar ? '  within' : '  MISSED'
        console.log(
          `  ${name.padEnd(34)} ${ratio === null ? value : `${ratio.toFixed(2)} x floor`}${verdict}`,
        )
      }
      if (bytes.length > 90e6 && existsSync('/proc/self/clear_refs')) {
        const value = inProcess('memory', path, 1)
        console.log(`  memory over the file itself        ${show(value, 'MB')} (bar: <= ${MEMORY_BAR_MB} MB)`)
      }
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

async function benchCompleting(): Promise<void> {
  const { completion, floor, validation } = await measureCompleting()
  console.log('completion, 10 pages, 2 parties, 4 fields, to B-LTA (bar: <= 3 x the sum of its floor)')
  const ratio = completion / floor
  console.log(
    `  ${'qianli'.padEnd(34)} ${ratio.toFixed(2)} x floor${ratio <= 3 ? '  within' : '  MISSED'} (floor ${show(floor, 'ms')})`,
  )
  console.log(`  CRLs and OCSP responses made in    ${show(validation, 'ms')}, not counted above`)
}

async function benchEvidence(): Promise<void> {
  const seconds = (await measureEvidence()) / 1000
  const verdict = seconds <= EVIDENCE_BAR_S ? 'within' : 'MISSED'
  console.log(
    `evidence package and report, 60 events (bar: <= ${EVIDENCE_BAR_S} s)  ${seconds.toFixed(2)} s, nothing warm  ${verdict}`,
  )
}

const show = (value: number | string, unit: string): string =>
  typeof value === 'string' ? value : `${value.toFixed(2)} ${unit}`

/** One measurement in a fresh process; a crash or a hang of a library is a result, not the end of the bench. */
function inProcess(subject: SigningSubject, path: string, runs: number): number | string {
  const args = ['--expose-gc', fileURLToPath(import.meta.url), '--measure', subject, path, String(runs)]
  const { stdout, stderr, signal, error } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    timeout: 90_000,
  })
  const value = Number(stdout.trim() || 'none')
  if (!Number.isNaN(value)) return value
  if (error) return 'fails: no result in 90 s'
  const reason = /heap out of memory/.test(stderr)
    ? 'out of memory'
    : (/^\w*Error: .*$/m.exec(stderr)?.[0] ?? signal ?? 'crash')
  return `fails: ${reason.slice(0, 80)}`
}

const at = process.argv.indexOf('--measure')
if (at < 0) {
  // First, while nothing is warm: an evidence package is built once in a while.
  await benchEvidence()
  benchSigning()
  await benchCompleting()
  benchVerifying()
} else {
  const [subject, path = '', runs] = process.argv.slice(at + 1)
  console.log(await measureSigning(subject as SigningSubject, path, Number(runs)))
}
