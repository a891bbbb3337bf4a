import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Parser } from '../../cloudfunctions/platform/pdf/parser'
import { PdfReader } from '../../cloudfunctions/platform/pdf/reader'
import { samplePdf } from '../../cloudfunctions/platform/pdf/testing/sample-files'
import { readRange } from '../../cloudfunctions/platform/pdf/verify/byte-range'
import { signContract } from '../../cloudfunctions/platform/pdf/verify/testing/signed-contract'
import { verifyPdf } from '../../cloudfunctions/platform/pdf/verify/verify-pdf'
import { openCorpus } from '../corpus/corpus-files'
import { BoundedEngine } from './bounded-engine'
import { mutate } from './mutations'
import { seededRandom } from './seeded-random'

/** How long to look for trouble; CI asks for a minute. */
const SECONDS = Number(process.env.QIANLI_FUZZ_SECONDS ?? 5)
/** Another one finds other trouble; a failure names the one to repeat it with. */
const SEED = Number(process.env.QIANLI_FUZZ_SEED ?? Math.floor(Date.now() / 86_400_000))
const LIMITS = { time: 20_000, heap: 512 }
/** Decoded streams may take half a gigabyte beside the heap before the reader's own bound ends it. */
const PEAK_MB = 1536
/** Big files of the corpus would leave time for few changes. */
const MAX_BYTES = 400_000

interface Original {
  title: string
  file: Buffer
  /** what signatures leave out, and where revisions end: what may differ in a file that is still intact */
  gaps: [number, number][]
  ends: number[]
}

function original(title: string, file: Buffer): Original {
  const gaps: [number, number][] = []
  let ends: number[] = []
  if (verifyPdf(file).verdict === 'intact') {
    for (let at = file.indexOf('/ByteRange'); at >= 0; at = file.indexOf('/ByteRange', at + 1)) {
      const range = readRange(new Parser(file, at + '/ByteRange'.length).value())
      if (range) gaps.push([range.gapStart, range.gapEnd])
    }
    ends = PdfReader.open(file).revisions.map(({ end }) => end)
  }
  return { title, file, gaps, ends }
}

/** The file with its gaps blank and without white space at its end. */
function signedPart(file: Buffer, gaps: [number, number][]): string {
  const copy = Buffer.from(file)
  for (const [start, end] of gaps) copy.fill(0, Math.min(start, copy.length), Math.min(end, copy.length))
  return copy.toString('latin1').trimEnd()
}

/** Only what stands in the gaps may differ, or the file ends at an earlier revision. */
function mayBeIntact(mutated: Buffer, { file, gaps, ends }: Original): boolean {
  const seen = signedPart(mutated, gaps)
  return ends.some((end) => signedPart(file.subarray(0, end), gaps) === seen)
}

let engine: BoundedEngine
const originals: Original[] = []

beforeAll(async () => {
  engine = await BoundedEngine.open(LIMITS)
  for (const flavour of ['table', 'stream', 'hybrid'] as const) {
    const contract = await signContract({ flavour })
    originals.push(original(`signed, ${flavour}`, contract.signed))
    originals.push(original(`completed, ${flavour}`, contract.completed))
    originals.push(original(`plain, ${flavour}`, samplePdf({ flavour })))
  }
  const corpus = openCorpus()
  for (const kind of ['signed', 'plain'] as const) {
    for (const entry of corpus?.[kind] ?? []) {
      const bytes = corpus?.read(kind, entry)
      if (bytes && bytes.length <= MAX_BYTES) originals.push(original(entry.file, bytes))
    }
  }
})
afterAll(() => engine.close())

test(
  `changed files end in an answer within bounds, intact only when what was signed is unchanged (seed ${SEED}, ${SECONDS} s)`,
  async () => {
    const until = Date.now() + SECONDS * 1000
    const wrong: string[] = []
    const verdicts = new Map<string, number>()
    let round = 0
    let peak = 0
    // At least every original once, however short the time.
    for (; round < originals.length || Date.now() < until; round++) {
      const from = originals[round % originals.length] as Original
      const mutated = mutate(from.file, seededRandom(SEED * 1_000_003 + round))
      const outcome = await engine.run(mutated)
      const problem = judge(outcome, mutated, from)
      if ('verdict' in outcome) {
        verdicts.set(outcome.verdict, (verdicts.get(outcome.verdict) ?? 0) + 1)
        peak = outcome.peakMb
      }
      if (problem) wrong.push(`${problem}: ${from.title}, kept as ${keep(mutated, round)}`)
      if (wrong.length >= 5) break
    }
    const counts = [...verdicts].map(([verdict, n]) => `${verdict} ${n}`).join(', ')
    process.stdout.write(
      `fuzz: ${round} files, seed ${SEED} (QIANLI_FUZZ_SEED): ${counts}; peak ${Math.round(peak)} MB\n`,
    )
    expect(wrong).toEqual([])
  },
  SECONDS * 1000 + 180_000,
)

type Outcome = Awaited<ReturnType<BoundedEngine['run']>>

function judge(outcome: Outcome, mutated: Buffer, from: Original): string | null {
  if ('failed' in outcome) return `${outcome.failed} (${outcome.detail.trim()})`
  if (outcome.peakMb > PEAK_MB) return `${Math.round(outcome.peakMb)} MB of memory`
  if (outcome.verdict === 'intact' && !mayBeIntact(mutated, from)) return 'wrongly intact'
  return null
}

/** The failing input, to become a test of its own. */
function keep(file: Buffer, round: number): string {
  const folder = join(tmpdir(), 'qianli-fuzz')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `seed-${SEED}-round-${round}.pdf`)
  writeFileSync(path, file)
  return path
}
