import { deflateSync } from 'node:zlib'
import { PdfReader } from '../../cloudfunctions/platform/pdf/reader'
import { hasTool, run, Scratch } from '../../cloudfunctions/platform/pdf/testing/outside-tools'
import { samplePdf } from '../../cloudfunctions/platform/pdf/testing/sample-files'
import { appendRaw } from '../../cloudfunctions/platform/pdf/verify/testing/attacker'
import {
  signContract,
  type SignedContract,
} from '../../cloudfunctions/platform/pdf/verify/testing/signed-contract'
import { BoundedEngine } from './bounded-engine'

/**
 * The bad input of issue 3: each file ends in an answer, in a process with limits on time and heap, and never as
 * intact. What is printed as memory is the process's peak, decoded streams included.
 */
const LIMITS = { time: 30_000, heap: 512 }
const PEAK_MB = 1536

let engine: BoundedEngine
let contract: SignedContract
let peak = 0
beforeAll(async () => {
  engine = await BoundedEngine.open(LIMITS)
  contract = await signContract()
})
afterAll(() => {
  engine.close()
  process.stdout.write(`bad input: peak ${Math.round(peak)} MB\n`)
})

async function outcomeOf(file: Buffer): Promise<{ verdict: string; upload: string }> {
  const outcome = await engine.run(file)
  if ('failed' in outcome) throw new Error(`${outcome.failed}: ${outcome.detail}`)
  peak = Math.max(peak, outcome.peakMb)
  expect(outcome.peakMb).toBeLessThan(PEAK_MB)
  return { verdict: outcome.verdict, upload: outcome.upload }
}

const latin1 = (text: string) => Buffer.from(text, 'latin1')
const body = (objects: Record<number, string>) => appendRaw(samplePdf(), objects)
const stream = (entries: string, data: Buffer) =>
  `<<${entries}/Length ${data.length}>>\nstream\n${data.toString('latin1')}\nendstream`
const replaced = (from: RegExp, to: string, flavour: 'table' | 'stream' = 'table') =>
  latin1(samplePdf({ flavour }).toString('latin1').replace(from, to))
const zeros = (size: number) => deflateSync(Buffer.alloc(size))
/** A deflated gigabyte that is deflated once more, as a bomb is. */
const nested = () => deflateSync(deflateSync(Buffer.alloc(1 << 28), { level: 9 }), { level: 9 })
const form = (field: string) => ({
  1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[20 0 R]>>>>',
  20: field,
})

/** File, verdict, and what becomes of it as an upload. */
const CASES: [string, () => Buffer, string, string][] = [
  ['0 bytes', () => Buffer.alloc(0), 'unreadable', 'FILE_TYPE'],
  ['only a header', () => latin1('%PDF-1.7\n'), 'unreadable', 'FILE_UNREADABLE'],
  ['10 MB of zeros', () => Buffer.alloc(10 << 20), 'unreadable', 'FILE_TYPE'],
  [
    '10 MB of opening brackets',
    () => latin1(`%PDF-1.7\n${'<<['.repeat(3_500_000)}`),
    'unreadable',
    'FILE_UNREADABLE',
  ],
  ['a stream that claims 1 GB', () => replaced(/\/Length \d+/, '/Length 1073741824'), 'unsigned', 'taken'],
  [
    'a billion pages',
    () => body({ 2: '<</Type/Pages/Kids[4 0 R 6 0 R]/Count 1000000000>>' }),
    'unsigned',
    'taken',
  ],
  [
    'a table of 4 billion objects',
    () => replaced(/xref\n0 \d+/, 'xref\n0 4294967295'),
    'unreadable',
    'FILE_UNREADABLE',
  ],
  [
    'a size of 4 billion objects',
    () => replaced(/\/Size \d+/, '/Size 4294967295', 'stream'),
    'unsigned',
    'taken',
  ],
  [
    'an index of a billion objects',
    () => replaced(/\/Type\/XRef/, '/Type/XRef/Index[0 999999999]', 'stream'),
    'unsigned',
    'taken',
  ],
  ['no cross-reference', () => replaced(/xref[^]*$/, ''), 'unsigned', 'taken'],
  [
    'a cross-reference of noise',
    () => replaced(/\d{10} 00000 n/g, '9876543210 00000 n'),
    'unsigned',
    'taken',
  ],
  ['a chain of revisions that loops', () => replaced(/\/Root/, '/Prev 9 /Root'), 'unsigned', 'taken'],
  [
    'a page tree that loops',
    () => body({ 2: '<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>' }),
    'unsigned',
    'FILE_UNREADABLE',
  ],
  ['a form that loops', () => body(form('<</T(a)/FT/Sig/Kids[20 0 R]/Parent 20 0 R>>')), 'unsigned', 'taken'],
  ['an object that is itself', () => body({ 1: '1 0 R' }), 'unreadable', 'FILE_UNREADABLE'],
  ['a million nested arrays', () => body({ 1: '['.repeat(1_000_000) }), 'unreadable', 'FILE_UNREADABLE'],
  [
    'a security store of a gigabyte, packed twice',
    () =>
      body({
        1: '<</Type/Catalog/Pages 2 0 R/DSS<</Certs[20 0 R]/CRLs[20 0 R]/OCSPs[20 0 R]>>>>',
        20: stream('/Filter[/FlateDecode/FlateDecode]', nested()),
      }),
    'unsigned',
    'taken',
  ],
  [
    'two hundred object streams that inflate to 300 MB each, found by scanning',
    () => {
      const bomb = stream('/Type/ObjStm/N 9999999/First 9/Filter/FlateDecode', zeros(300 << 20))
      const file = body(Object.fromEntries(Array.from({ length: 200 }, (_, i) => [21 + i, bomb])))
      return latin1(file.toString('latin1').replace(/startxref\s+\d+/g, 'startxref\n7'))
    },
    'unsigned',
    'taken',
  ],
  [
    'sixteen filters',
    () =>
      body({
        4: '<</Type/Page/Parent 2 0 R/Contents 20 0 R>>',
        20: stream(`/Filter[${'/FlateDecode'.repeat(16)}]`, zeros(9)),
      }),
    'unsigned',
    'taken',
  ],
  [
    'CMS nested without end',
    () =>
      body(form(`<</FT/Sig/T(a)/V<</Type/Sig/ByteRange[0 9 20 9]/Contents<${'3080'.repeat(50_000)}>>>>>`)),
    'tampered',
    'FILE_SIGNED',
  ],
  [
    'CMS that claims 4 GB',
    () => body(form('<</FT/Sig/T(a)/V<</Type/Sig/ByteRange[0 9 20 9]/Contents<3084ffffffff00>>>>>')),
    'tampered',
    'FILE_SIGNED',
  ],
  [
    'a signed range of 9 quadrillion bytes',
    () => body(form('<</FT/Sig/T(a)/V<</Type/Sig/ByteRange[0 9 9007199254740000 9]/Contents<3000>>>>>')),
    'tampered',
    'FILE_SIGNED',
  ],
  [
    '5,000 revisions',
    () => {
      let file = samplePdf({ pages: 1 }).toString('latin1')
      let previous = PdfReader.open(latin1(file)).startxref
      for (let i = 0; i < 5_000; i++) {
        const at = file.length
        file += `xref\n0 0\ntrailer\n<</Size 9/Root 1 0 R/Prev ${previous}>>\nstartxref\n${at}\n%%EOF\n`
        previous = at
      }
      return latin1(file)
    },
    'unreadable',
    'FILE_UNREADABLE',
  ],
]

test.each(CASES)('%s', async (_, make, verdict, upload) => {
  expect(await outcomeOf(make())).toEqual({ verdict, upload })
})

test('2,000 revisions behind a signature that change nothing: an answer', async () => {
  let file = contract.signed.toString('latin1')
  const { startxref, catalogRef } = PdfReader.open(contract.signed)
  let previous = startxref
  for (let i = 0; i < 2_000; i++) {
    const rows = `${900 + i} 1\n${String(file.length).padStart(10, '0')} 00000 n\r\n`
    const at = file.length + `${900 + i} 0 obj\n(x)\nendobj\n`.length
    file += `${900 + i} 0 obj\n(x)\nendobj\nxref\n${rows}trailer\n<</Size 9999/Root ${catalogRef.num} 0 R/Prev ${previous}>>\nstartxref\n${at}\n%%EOF\n`
    previous = at
  }
  const { verdict, upload } = await outcomeOf(latin1(file))
  expect({ verdict, upload }).toEqual({ verdict: 'intact', upload: 'FILE_SIGNED' })
})

describe('locked uploads', () => {
  if (!hasTool('qpdf')) test.skip('SKIPPED, qpdf is not installed: every kind of encryption', () => undefined)
  else
    test.each(['40', '128', '256'])('encrypted with %s bits: refused by name', async (bits) => {
      const scratch = new Scratch()
      try {
        const weak = bits === '256' ? [] : ['--allow-weak-crypto']
        const path = scratch.file('in.pdf', samplePdf())
        run('qpdf', [...weak, '--encrypt', 'user', 'owner', bits, '--', path, scratch.path('out.pdf')])
        const { readFileSync } = await import('node:fs')
        const { upload } = await outcomeOf(readFileSync(scratch.path('out.pdf')))
        expect(upload).toBe('FILE_LOCKED')
      } finally {
        scratch.remove()
      }
    })
})
