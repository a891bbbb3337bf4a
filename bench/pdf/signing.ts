import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import type { Shown } from '../../cloudfunctions/platform/pdf/appearance/drawing-writer'
import { packPicture } from '../../cloudfunctions/platform/pdf/appearance/packed-picture'
import { signPdf } from '../../cloudfunctions/platform/pdf/sign'
import { samplePdf } from '../../cloudfunctions/platform/pdf/testing/sample-files'
import type { Signer } from '../../cloudfunctions/platform/pki/keys'
import type { LocalPki } from '../../cloudfunctions/platform/pki/local-pki'
import { COMPANY, contractSeal, rsaIdentity, withPki } from './identities'
import { best } from './measuring'
import { libpdfSign, pdfLibSign, pkcs12Of, signpdfSign } from './peers'

const MB = 1 << 20
const RECT = { x: 60, y: 60, width: 119, height: 119 }

/** 300,000 small objects in 100 MB, as large generated reports have them. */
const manyObjects = (): Buffer =>
  samplePdf({
    pages: 10,
    extra: () => Array.from({ length: 300_000 }, (_, i) => `<</Row ${i}/Text(${'x'.repeat(290)})>>`),
  })

export interface SigningFile {
  title: string
  make: () => Buffer
  runs: number
  /** multiples of the floor that a visible B-T signature may cost (issue 3) */
  bar: number
}

export const signingFiles: readonly SigningFile[] = [
  {
    title: '10 pages, 200 KB',
    make: () => samplePdf({ pages: 10, filler: 190 * 1024 }),
    runs: 400,
    bar: 3,
  },
  {
    title: '100 MB',
    make: () => samplePdf({ pages: 10, filler: 100 * MB, flavour: 'stream' }),
    runs: 10,
    bar: 1.2,
  },
  { title: '100 MB, 300,000 objects', make: manyObjects, runs: 10, bar: 3 },
]

export type SigningSubject =
  'floor' | 'stored-seal' | 'drawn-seal' | 'libpdf' | 'pdf-lib' | 'signpdf' | 'memory'

/** Who signs, in the order of the printed lines; the first one is held to the bar. */
export const contestants: readonly (readonly [SigningSubject, string])[] = [
  ['stored-seal', 'qianli, visible, B-T'],
  ['drawn-seal', 'the same, seal drawn anew'],
  ['libpdf', '@libpdf/core, invisible, B-T'],
  ['pdf-lib', 'pdf-lib fork + our CMS, invisible'],
  ['signpdf', '@signpdf, no time stamp'],
]

export const isPeer = (subject: SigningSubject): boolean =>
  subject === 'libpdf' || subject === 'pdf-lib' || subject === 'signpdf'

async function ownSign(base: Buffer, signer: Signer, pki: LocalPki, appearance: Shown): Promise<Buffer> {
  const { append } = await signPdf({
    base,
    fieldName: 'bench',
    newField: { page: 0, rect: RECT },
    appearance,
    name: COMPANY,
    date: new Date(),
    signer,
    timeStamper: pki.timeStamper(),
  })
  return append
}

/** Milliseconds (MB for `memory`) of one contestant on the file at `path`, which is in memory when the clock starts. */
export async function measureSigning(subject: SigningSubject, path: string, runs: number): Promise<number> {
  const identity = await rsaIdentity()
  const { signer } = identity
  return withPki(async (pki) => {
    const seal = contractSeal()
    // What is stored with a seal: its content written and packed once, when the seal was made.
    const stored = packPicture(seal)
    const base = readFileSync(path)
    switch (subject) {
      case 'floor':
        return best(runs * 2, async () => {
          createHash('sha256').update(base).digest()
          await signer.sign(Buffer.alloc(100))
        })
      case 'stored-seal':
        return best(runs, () => ownSign(base, signer, pki, stored))
      case 'drawn-seal':
        // A new picture object each time, so that nothing kept from the run before helps.
        return best(runs, () => ownSign(base, signer, pki, { ...seal }))
      case 'libpdf':
        return best(runs, () => libpdfSign(base, signer, pki))
      case 'pdf-lib':
        return best(runs, () => pdfLibSign(base, signer, pki))
      case 'signpdf': {
        const p12 = pkcs12Of(identity)
        return best(runs, () => signpdfSign(base, p12))
      }
      case 'memory': {
        // The code is warmed up on a small file first; Linux can be told to forget the peak of what came before.
        await ownSign(samplePdf(), signer, pki, stored)
        globalThis.gc?.()
        writeFileSync('/proc/self/clear_refs', '5')
        const before = peakMemory()
        await ownSign(base, signer, pki, stored)
        return peakMemory() - before
      }
    }
  })
}

/** Highest resident memory since the last reset, MB. */
const peakMemory = (): number =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024
