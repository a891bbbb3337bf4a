import { deflateSync } from 'node:zlib'
import { seededRandom } from '../../../../tests/tamper/seeded-random'
import { Parser } from '../parser'
import { samplePdf } from '../testing/sample-files'
import { readRange } from './byte-range'
import { appendRaw } from './testing/attacker'
import { signContract, type SignedContract } from './testing/signed-contract'
import { verifyPdf } from './verify-pdf'

const ROUNDS = Number(process.env.QIANLI_FUZZ_ROUNDS ?? 600)
const SEED = Number(process.env.QIANLI_FUZZ_SEED ?? 7)

let contracts: SignedContract[]
beforeAll(async () => {
  contracts = [await signContract({ flavour: 'table' }), await signContract({ flavour: 'stream' })]
})

const TOKENS = [
  '<<',
  '>>',
  '[',
  ']',
  '(',
  ')',
  '<',
  '>',
  '/',
  '%',
  'obj',
  'endobj',
  'stream\n',
  'endstream',
  'xref\n',
  'trailer',
  'startxref\n0\n%%EOF\n',
  '/ByteRange[0 1 2 3]',
  '/Contents<00>',
  '/Prev 0',
  '/Prev 9',
  '/Length 999999999',
  '/Kids[1 0 R]',
  '/V 1 0 R',
  '/Type/ObjStm/N 9999999',
  ' 0 0 R ',
  '-1',
  '99999999999999999999',
  '1e999',
  '\0',
  '\r',
  '/Filter/FlateDecode',
  '/W[8 8 8]',
  '/Index[0 99999999]',
  'null',
  '/#00',
  '\xff',
]

/** Ranges that signatures leave out. */
function gaps(file: Buffer): [number, number][] {
  const found: [number, number][] = []
  for (let at = file.indexOf('/ByteRange'); at >= 0; at = file.indexOf('/ByteRange', at + 1)) {
    const range = readRange(new Parser(file, at + '/ByteRange'.length).value())
    if (range) found.push([range.gapStart, range.gapEnd])
  }
  return found
}

function mutate(file: Buffer, random: () => number, position: number): Buffer {
  const pick = Math.floor(random() * 4)
  const token = Buffer.from(TOKENS[Math.floor(random() * TOKENS.length)] ?? '', 'latin1')
  const length = 1 + Math.floor(random() * 24)
  const rest = (from: number) => file.subarray(Math.min(from, file.length))
  if (pick === 0) return Buffer.concat([file.subarray(0, position), token, rest(position)])
  if (pick === 1) return Buffer.concat([file.subarray(0, position), token, rest(position + token.length)])
  if (pick === 2) return Buffer.concat([file.subarray(0, position), rest(position + length)])
  const copy = Buffer.from(file)
  for (let i = 0; i < length && position + i < copy.length; i++)
    copy[position + i] = Math.floor(random() * 256)
  return copy
}

test(`mutated signed files: an answer every time, never intact (${ROUNDS} rounds, seed ${SEED})`, () => {
  const random = seededRandom(SEED)
  const wrong: string[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const file = contracts[round % 2]?.signed ?? Buffer.alloc(0)
    const position = Math.floor(random() * (file.length - 40))
    if (gaps(file).some(([start, end]) => position + 40 > start && position < end)) continue
    const mutated = mutate(file, random, position)
    if (mutated.equals(file)) continue
    const { verdict } = verifyPdf(mutated)
    if (verdict === 'intact' || verdict === 'unsigned')
      wrong.push(`round ${round} at ${position}: ${verdict}`)
  }
  expect(wrong).toEqual([])
})

test(`mutated plain files: an answer every time (${ROUNDS} rounds)`, () => {
  const random = seededRandom(SEED + 1)
  const verdicts = new Set<string>()
  for (let round = 0; round < ROUNDS; round++) {
    const flavour = (['table', 'stream', 'hybrid'] as const)[round % 3]
    let file = samplePdf({ flavour })
    for (let i = 0; i <= round % 3; i++) file = mutate(file, random, Math.floor(random() * file.length))
    verdicts.add(verifyPdf(file).verdict)
  }
  // A lone forged /ByteRange may make a file look tampered with; nothing else is possible.
  expect(
    [...verdicts].filter((verdict) => !['unsigned', 'unreadable', 'tampered'].includes(verdict)),
  ).toEqual([])
}, 120_000)

describe('bombs and loops end in bounded time with an answer', () => {
  const body = (objects: Record<number, string>) => appendRaw(samplePdf(), objects)

  test.each<[string, () => Buffer]>([
    ['arrays nested a million deep', () => body({ 1: '['.repeat(1_000_000) })],
    [
      'dictionaries nested in the catalogue',
      () => body({ 1: `<</Type/Catalog/Pages 2 0 R/X${'<</X'.repeat(100_000)}` }),
    ],
    [
      'a form whose field is its own kid',
      () =>
        body({
          1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[20 0 R]>>>>',
          20: '<</T(a)/FT/Sig/Kids[20 0 R]/Parent 20 0 R>>',
        }),
    ],
    ['a page tree that is its own kid', () => body({ 2: '<</Type/Pages/Kids[2 0 R]/Count 1000000000>>' })],
    ['a reference to itself', () => body({ 1: '1 0 R' })],
    [
      'ten thousand /ByteRange',
      () => Buffer.concat([samplePdf(), Buffer.from('<</ByteRange[0 1 2 3]'.repeat(10_000))]),
    ],
    [
      'ten thousand signature fields',
      () => {
        const fields = Array.from(
          { length: 10_000 },
          (_, i) => `<</FT/Sig/T(${i})/V<</ByteRange[0 9 20 9]/Contents<3000>>>>>`,
        )
        return body({ 1: `<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[${fields.join('')}]>>>>` })
      },
    ],
    [
      'a security store that inflates to a gigabyte',
      () => {
        const data = deflateSync(Buffer.alloc(64 << 20)).toString('latin1')
        const stream = `<</Filter[/FlateDecode/FlateDecode]/Length ${data.length}>>\nstream\n${data}\nendstream`
        return body({ 1: '<</Type/Catalog/Pages 2 0 R/DSS<</Certs[20 0 R 20 0 R]>>>>', 20: stream })
      },
    ],
    [
      'CMS nested without end',
      () => {
        const cms = '3080'.repeat(50_000)
        return body({
          1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[20 0 R]>>>>',
          20: `<</FT/Sig/T(a)/V<</Type/Sig/ByteRange[0 9 20 9]/Contents<${cms}>>>>>`,
        })
      },
    ],
    [
      'CMS with a length of four gigabytes',
      () => {
        return body({
          1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[20 0 R]>>>>',
          20: '<</FT/Sig/T(a)/V<</Type/Sig/ByteRange[0 9 20 9]/Contents<3084ffffffff00>>>>>',
        })
      },
    ],
  ])(
    '%s',
    (_, make) => {
      const { verdict } = verifyPdf(make())
      expect(['unsigned', 'unreadable', 'tampered']).toContain(verdict)
    },
    60_000,
  )
})
