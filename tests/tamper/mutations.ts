import { deflateSync, inflateSync } from 'node:zlib'

/** Changes of a PDF that know its syntax: numbers, names, offsets, streams, the CMS inside a signature. */
export type Random = () => number
type Mutation = (file: Buffer, random: Random) => Buffer

const below = (random: Random, limit: number): number => Math.floor(random() * limit)
const pick = <T>(random: Random, items: readonly T[]): T => items[below(random, items.length)] as T

const splice = (file: Buffer, from: number, to: number, insert: string | Buffer): Buffer =>
  Buffer.concat([
    file.subarray(0, from),
    typeof insert === 'string' ? Buffer.from(insert, 'latin1') : insert,
    file.subarray(Math.min(to, file.length)),
  ])

interface Match {
  index: number
  text: string
}

/** Occurrences of a pattern in a window of the file: whole files of megabytes are not searched for every change. */
function occurrences(file: Buffer, pattern: RegExp, random: Random): Match[] {
  const size = 64 * 1024
  const from =
    file.length <= size ? 0 : pick(random, [0, below(random, file.length - size), file.length - size])
  const text = file.toString('latin1', from, from + size)
  return [...text.matchAll(pattern)].map((match) => ({ index: from + match.index, text: match[0] }))
}

function replaceOne(pattern: RegExp, by: (match: Match, file: Buffer, random: Random) => string): Mutation {
  return (file, random) => {
    const found = occurrences(file, pattern, random)
    if (found.length === 0) return file
    const match = pick(random, found)
    return splice(file, match.index, match.index + match.text.length, by(match, file, random))
  }
}

const NUMBERS =
  '0 -1 1 2 9 255 65535 65536 2147483647 4294967296 9007199254740993 1e9 0.5 -0 00000 1000000000'.split(' ')
const anyNumber = (_: Match, file: Buffer, random: Random): string =>
  random() < 0.5 ? pick(random, NUMBERS) : String(below(random, file.length))

const TOKENS = [
  ...'<< >> [ ] ( ) < > / % obj endobj endstream trailer null true R {'.split(' '),
  'stream\n',
  'xref\n0 1\n',
  'startxref\n0\n%%EOF\n',
  '/ByteRange[0 1 2 3]',
  '/Contents<00>',
  '/Prev 0',
  '/Length 999999999',
  '/Kids[1 0 R]',
  '/V 1 0 R',
  '/Type/ObjStm/N 9999999/First 9',
  '/W[8 8 8]/Index[0 99999999]',
  '/Filter[/FlateDecode/FlateDecode/ASCII85Decode]',
  '/DecodeParms<</Predictor 15/Columns 999999/Colors 32/BitsPerComponent 16>>',
  '/Encrypt<</Filter/Standard/V 4/R 4/O<00>/U<00>/P -1>>',
  '/AcroForm<</Fields[2 0 R 2 0 R]>>',
  '99999999999999999999',
  '\0',
  '\xff',
  '/#00#ff',
]

/** Unpacks one deflated stream, changes a byte of its data, packs it again and mends its /Length. */
const insideStream: Mutation = (file, random) => {
  const found = occurrences(file, /\/Length (\d+)[^\0]{0,400}?stream\r?\n/g, random).filter(({ text }) =>
    text.includes('/FlateDecode'),
  )
  if (found.length === 0) return file
  const match = pick(random, found)
  const length = Number(/\/Length (\d+)/.exec(match.text)?.[1])
  const start = match.index + match.text.length
  try {
    const data = Buffer.from(inflateSync(file.subarray(start, start + length), { maxOutputLength: 1 << 22 }))
    if (data.length === 0) return file
    for (let i = 0; i <= below(random, 4); i++) data[below(random, data.length)] = below(random, 256)
    const packed = deflateSync(data)
    const head = match.text.replace(/\/Length \d+/, `/Length ${packed.length}`)
    return splice(file, match.index, start + length, Buffer.concat([Buffer.from(head, 'latin1'), packed]))
  } catch {
    return file
  }
}

/** Changes bytes of the CMS that a signature holds: tags, lengths, numbers of ASN.1. */
const insideContents: Mutation = (file, random) => {
  const found = occurrences(file, /\/Contents ?<[0-9a-fA-F]{16,}/g, random)
  if (found.length === 0) return file
  const match = pick(random, found)
  const digits = match.text.length - match.text.indexOf('<') - 1
  // Most of it is at the beginning; the rest is padding.
  const at =
    match.index +
    match.text.indexOf('<') +
    1 +
    2 * below(random, Math.min(digits, pick(random, [64, 4096])) / 2)
  const byte = pick(random, [
    '00',
    '80',
    '84',
    'ff',
    '30',
    '31',
    'a0',
    '06',
    below(random, 256).toString(16).padStart(2, '0'),
  ])
  return splice(file, at, at + 2, byte)
}

const MUTATIONS: readonly Mutation[] = [
  (file, random) => {
    const at = below(random, file.length)
    const token = pick(random, TOKENS)
    return splice(file, at, random() < 0.5 ? at : at + token.length, token)
  },
  (file, random) => {
    const at = below(random, file.length)
    return splice(file, at, at + 1 + below(random, 40), '')
  },
  (file, random) => {
    const copy = Buffer.from(file)
    for (let i = 0, at = below(random, file.length); i < 1 + below(random, 8) && at + i < copy.length; i++)
      copy[at + i] = below(random, 256)
    return copy
  },
  replaceOne(/-?\b\d+\b/g, anyNumber),
  replaceOne(/(?<=startxref\s{1,2}|\/Prev |\/XRefStm )\d+/g, (match, file, random) => {
    const offsets = occurrences(file, /(?<=startxref\s{1,2}|\/Prev )\d+/g, random).map(({ text }) => text)
    return pick(random, [
      ...offsets,
      '0',
      String(file.length),
      String(below(random, file.length)),
      match.text,
    ])
  }),
  replaceOne(/(?<=\/(?:Length|N|First|Size|Count|Columns|Predictor|DL|P|V|R) )\d+/g, anyNumber),
  replaceOne(/\b\d{10} \d{5} [nf]/g, (match, file, random) =>
    pick(random, [
      `${String(below(random, file.length)).padStart(10, '0')} 00000 n`,
      `9999999999 65535 n`,
      match.text.replace(/[nf]$/, (c) => (c === 'n' ? 'f' : 'n')),
    ]),
  ),
  replaceOne(/\b\d+ 0 (?:R|obj)\b/g, ({ text }, _, random) =>
    text.replace(/^\d+/, String(below(random, 30))),
  ),
  replaceOne(/\/[A-Z][A-Za-z]{1,20}/g, ({ text }, file, random) =>
    pick(random, [
      ...occurrences(file, /\/[A-Z][A-Za-z]{1,20}/g, random)
        .slice(0, 40)
        .map((one) => one.text),
      text.replace(/[a-z]/, (c) => `#${c.charCodeAt(0).toString(16)}`),
    ]),
  ),
  replaceOne(
    /\/ByteRange ?\[[^\]]*\]/g,
    (_, file, random) =>
      `/ByteRange[0 ${below(random, file.length)} ${below(random, file.length)} ${below(random, file.length)}]`,
  ),
  insideStream,
  insideContents,
  insideContents,
  // Part of the file once more, somewhere: revisions out of order, objects twice.
  (file, random) => {
    const from = below(random, file.length)
    const at = pick(random, [file.length, below(random, file.length)])
    return splice(file, at, at, file.subarray(from, from + below(random, 4096)))
  },
  (file, random) => file.subarray(0, below(random, file.length)),
]

/** One to three changes; the same numbers give the same file. */
export function mutate(file: Buffer, random: Random): Buffer {
  let changed = file
  for (let i = 0; i <= below(random, 3); i++)
    if (changed.length > 0) changed = pick(random, MUTATIONS)(changed, random)
  return changed
}
