import { readRange } from '../../cloudfunctions/platform/pdf/verify/byte-range'
import {
  signContract,
  type SignedContract,
} from '../../cloudfunctions/platform/pdf/verify/testing/signed-contract'
import { verifyPdf } from '../../cloudfunctions/platform/pdf/verify/verify-pdf'
import { Parser } from '../../cloudfunctions/platform/pdf/parser'
import { seededRandom } from './seeded-random'

const SEED = Number(process.env.QIANLI_FLIP_SEED ?? 20261122)
const POSITIONS = Number(process.env.QIANLI_FLIP_POSITIONS ?? 2000)

const contracts = new Map<string, SignedContract>()
beforeAll(async () => {
  for (const flavour of ['table', 'stream'] as const) contracts.set(flavour, await signContract({ flavour }))
})

const fileOf = (flavour: string): Buffer => contracts.get(flavour)!.signed

/** The gaps of all signatures: what stands there is not in their signed range. */
function gaps(file: Buffer): [start: number, end: number][] {
  const found: [number, number][] = []
  for (let at = file.indexOf('/ByteRange'); at >= 0; at = file.indexOf('/ByteRange', at + 1)) {
    const range = readRange(new Parser(file, at + '/ByteRange'.length).value())
    found.push([range!.gapStart, range!.gapEnd])
  }
  return found
}

/** Data of streams, delimiting end-of-lines excluded. */
function streamData(file: Buffer): [start: number, end: number][] {
  const found: [number, number][] = []
  const text = file.toString('latin1')
  for (const match of text.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)) {
    const start = match.index + match[0].indexOf('\n') + 1
    found.push([start, start + (match[1]?.length ?? 0)])
  }
  return found
}

const within = (at: number, ranges: [number, number][]) =>
  ranges.some(([start, end]) => at >= start && at < end)

/** Begin and end of everything that carries structure: keywords, delimiters, names, numbers of references. */
function structuralPositions(file: Buffer): number[] {
  const positions = new Set<number>()
  const text = file.toString('latin1')
  const tokens =
    /%PDF-\d\.\d|%%EOF|\b(?:endobj|obj|endstream|stream|xref|trailer|startxref|R|n|f)\b|<<|>>|[[\]<>()]|\/[^\s/<>[\]()%]*|\b\d+\b/g
  for (const match of text.matchAll(tokens)) {
    positions.add(match.index)
    positions.add(match.index + match[0].length - 1)
  }
  return [...positions]
}

function flip(file: Buffer, at: number, mask: number): Buffer {
  const copy = Buffer.from(file)
  copy[at]! ^= mask
  return copy
}

describe.each(['table', 'stream'])(
  'one flipped byte in a file with two signatures, xref %s (issue 2)',
  (flavour) => {
    test('at every structural token: never intact, never unsigned', () => {
      const file = fileOf(flavour)
      const holes = gaps(file)
      const wrong: string[] = []
      const positions = structuralPositions(file).filter((at) => !within(at, holes))
      expect(positions.length).toBeGreaterThan(500)
      for (const at of positions) {
        for (const mask of [0x01, 0x20]) {
          const { verdict } = verifyPdf(flip(file, at, mask))
          if (verdict === 'intact' || verdict === 'unsigned') wrong.push(`${at} ^${mask}: ${verdict}`)
        }
      }
      expect(wrong).toEqual([])
    })

    test(`at ${POSITIONS} seeded positions of the signed range (seed ${SEED}): never intact, never unsigned, in stream data always tampered`, () => {
      const file = fileOf(flavour)
      const holes = gaps(file)
      const streams = streamData(file)
      const random = seededRandom(SEED)
      const wrong: string[] = []
      let inStreams = 0
      for (let i = 0; i < POSITIONS;) {
        const at = Math.floor(random() * file.length)
        if (within(at, holes)) continue
        i++
        const { verdict } = verifyPdf(flip(file, at, 1 << Math.floor(random() * 8)))
        const inStream = within(at, streams)
        if (inStream) inStreams++
        const fine = inStream ? verdict === 'tampered' : verdict !== 'intact' && verdict !== 'unsigned'
        if (!fine) wrong.push(`${at}: ${verdict}${inStream ? ' in a stream' : ''}`)
      }
      expect(inStreams).toBeGreaterThan(50)
      expect(wrong).toEqual([])
    })

    test('in the signature value itself: never intact with the digit changed, never unsigned', () => {
      const file = fileOf(flavour)
      const random = seededRandom(SEED + 1)
      const wrong: string[] = []
      for (const [start] of gaps(file)) {
        // The first kilobytes hold the CMS; its certificates may carry bytes that nobody signs over.
        for (let i = 0; i < 60; i++) {
          const at = start + 1 + Math.floor(random() * 40)
          const { verdict } = verifyPdf(flip(file, at, 0x01))
          if (verdict === 'intact' || verdict === 'unsigned') wrong.push(`${at}: ${verdict}`)
        }
      }
      expect(wrong).toEqual([])
    })
  },
)
