import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { PdfError } from '../errors'
import { inspectUpload, UploadError } from '../inspect'
import { isName, name, PdfDict, PdfRef, PdfStream, PdfString, type PdfValue } from '../objects'
import { PdfReader } from '../reader'
import { ENCRYPTIONS, rewritten, type Encryption, type ObjectStreams } from '../testing/encrypted-files'
import { hasTool, Scratch } from '../testing/outside-tools'
import { samplePdf } from '../testing/sample-files'
import { sameValue } from '../verify/changes/same-value'
import { verifyPdf } from '../verify/verify-pdf'
import { IncrementalUpdate } from '../writer'
import { Decryption } from './decryption'
import { readEncryption } from './encryption-dictionary'

const METADATA = '<x:xmpmeta xmlns:x="adobe:ns:meta/">contract</x:xmpmeta>'
const packed = deflateSync(Buffer.from('0.8 g 0 0 200 50 re f'))

/** Strings, a packed stream, metadata, an attachment, an empty stream and an empty string. */
const SOURCE = samplePdf({
  catalog: '/Metadata 8 0 R/AcroForm<</Fields[9 0 R]>>/Names<</EmbeddedFiles<</Names[(a\\)b) 11 0 R]>>>>',
  extra: () => [
    `<</Type/Metadata/Subtype/XML/Length ${METADATA.length}>>\nstream\n${METADATA}\nendstream`,
    '<</FT/Tx/T<feff59d3540d>/V(\\(two\\) words)/DV()/Rect[0 0 9 9]/AP<</N 10 0 R/D 13 0 R>>/Opt[[(deep)]]>>',
    `<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Filter/FlateDecode/Length ${packed.length}>>\nstream\n${packed.toString('latin1')}\nendstream`,
    '<</Type/Filespec/F(a.txt)/EF<</F 12 0 R>>>>',
    '<</Type/EmbeddedFile/Length 8>>\nstream\nattached\nendstream',
    '<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 0>>\nstream\n\nendstream',
  ],
})

const codeOf = (work: () => unknown): unknown => {
  try {
    work()
  } catch (error) {
    return error instanceof PdfError ? error.code : error
  }
  return 'no error'
}

const inFile = (value: unknown): boolean =>
  value instanceof PdfStream &&
  (isName(value.dict.get('Type'), 'ObjStm') || isName(value.dict.get('Type'), 'XRef'))

/** Every object but those that hold others, by number. */
function everyObject(reader: PdfReader) {
  const numbers = new Set(reader.sections.flatMap((section) => [...section.entries()].map(([num]) => num)))
  return [...numbers]
    .filter((num) => !inFile(reader.object(num)))
    .map((num) => [num, reader.object(num)] as const)
}

/** What qpdf writes otherwise in an encrypted file: metadata packed or not, AES-256 told of in the catalogue. */
const FREE = new Set(['Length', 'Filter', 'DecodeParms', 'Extensions', 'Parent'])

/** Both files from the root on, whatever numbers their objects have: texts and data in the order they are met. */
function everything(reader: PdfReader): string[] {
  const out: string[] = []
  const seen = new Set<number>()
  const visit = (value: PdfValue): void => {
    if (value instanceof PdfRef) {
      if (!seen.has(value.num)) visit(reader.object(seen.add(value.num) && value.num))
    } else if (Array.isArray(value)) value.forEach(visit)
    else if (value instanceof PdfString) out.push(`string ${value.bytes.toString('hex')}`)
    else if (value instanceof PdfStream) {
      visit(value.dict)
      out.push(`stream ${reader.decode(value).toString('latin1')}`)
    } else if (value instanceof PdfDict) {
      for (const key of [...value.keys()].sort()) {
        if (FREE.has(key)) continue
        out.push(key)
        visit(value.get(key) ?? null)
      }
    } else out.push(JSON.stringify(value))
  }
  visit(reader.catalog)
  return out
}

if (!hasTool('qpdf')) test.skip('SKIPPED, qpdf is not installed: encrypted files', () => undefined)
else {
  const scratch = new Scratch()
  afterAll(() => scratch.remove())
  const all = Object.keys(ENCRYPTIONS) as Encryption[]
  const cases = all.flatMap((one) => (['disable', 'generate'] as const).map((os) => [one, os] as const))

  describe.each(cases)('%s with the empty user password, object streams: %s (issue 3)', (how, os) => {
    const plain = PdfReader.open(rewritten(scratch, SOURCE, null, os))
    const bytes = rewritten(scratch, SOURCE, how, os)
    const reader = PdfReader.open(bytes)

    test('reads as the file before it was encrypted: every string, stream and decoded text', () => {
      expect(reader.encrypted).toBe(true)
      expect(reader.lock).toBeNull()
      const expected = everything(plain)
      for (const part of [
        'string feff59d3540d',
        `string ${Buffer.from('(two) words').toString('hex')}`,
        'string ',
        'stream attached',
        'stream 0.8 g 0 0 200 50 re f',
        'stream ',
        `stream ${METADATA}`,
        'stream BT /F1 24 Tf 72 400 Td (Page 2) Tj ET',
      ])
        expect(expected).toContain(part)
      expect(everything(reader)).toEqual(expected)
      expect(reader.pageCount).toBe(plain.pageCount)
    })

    test('an older state sees the same, although both share what was parsed', () => {
      const state = reader.upTo(bytes.length)
      expect(sameValue(state.catalog, reader.catalog)).toBe(true)
      expect(everything(state)).toEqual(everything(reader))
    })

    test('is verified, but neither taken as an upload nor added to', () => {
      const report = verifyPdf(bytes)
      expect(report.verdict).toBe('unsigned')
      expect(report.findings.map((finding) => finding.code)).toEqual(['encrypted'])
      expect(codeOf(() => new IncrementalUpdate(reader))).toBe('encrypted')
      expect(() => inspectUpload(bytes)).toThrow(expect.objectContaining({ refusal: 'FILE_LOCKED' }) as Error)
    })

    test('with a password it stays unread, and the report says why', () => {
      const locked = rewritten(scratch, SOURCE, how, os, 'secret')
      expect(PdfReader.open(locked).lock?.code).toBe('encrypted')
      const report = verifyPdf(locked)
      expect(report.verdict).toBe('unreadable')
      expect(report.findings.map((finding) => finding.code)).toContain('password-needed')
      expect(() => inspectUpload(locked)).toThrow(UploadError)
    })

    test('whatever is changed in it, reading ends in a value or a PdfError', () => {
      const encryptAt = bytes.lastIndexOf('/Encrypt')
      fc.assert(
        fc.property(fc.nat(bytes.length - 1), fc.nat(255), fc.nat(600), (at, byte, near) => {
          const broken = Buffer.from(bytes)
          broken[at] = byte
          const dictionary = broken.lastIndexOf('/Standard')
          if (dictionary > 0) broken[Math.max(0, Math.min(bytes.length - 1, dictionary - 300 + near))] = byte
          broken[Math.min(bytes.length - 1, encryptAt + (near % 40))] = byte
          try {
            const opened = PdfReader.open(broken)
            for (const [, value] of everyObject(opened)) if (value instanceof PdfStream) opened.decode(value)
          } catch (error) {
            if (!(error instanceof PdfError)) throw error
          }
          expect(['unsigned', 'unreadable', 'tampered', 'indeterminate']).toContain(verifyPdf(broken).verdict)
        }),
        { numRuns: 60 },
      )
    })
  })

  describe('what a file may cost', () => {
    const bytes = rewritten(scratch, SOURCE, 'AES-128 (V4, R4)', 'disable' satisfies ObjectStreams)

    test('decrypted streams count against one limit for all revisions', () => {
      const reader = PdfReader.open(bytes, { limits: { inflatedTotal: 64 } })
      const read = (one: PdfReader) => () =>
        everyObject(one).map(([, value]) => value instanceof PdfStream && value.raw)
      expect(codeOf(read(reader))).toBe('limit')
      expect(codeOf(read(reader.upTo(bytes.length)))).toBe('limit')
    })

    test('a stream may name a crypt filter: Identity, that of the file, or one that does not exist', () => {
      const reader = PdfReader.open(bytes)
      const scheme = { ...readEncryption(reader.encryption, reader.trailer.get('ID')) }
      const whole = new Decryption(scheme, 1e6)
      const single = new Decryption({ ...scheme, streams: 'identity' }, 1e6)
      const stream = everyObject(reader).find(([, value]) => value instanceof PdfStream)
      const entry = reader.entry(stream![0])!
      const object = reader.objectAt(entry.type === 'offset' ? entry.offset : 0)
      const { dict, raw } = object.value as PdfStream
      const plain = (stream![1] as PdfStream).raw
      const named = (filter: string | null) => {
        const parms = filter === null ? {} : { DecodeParms: PdfDict.of({ Name: name(filter) }) }
        const own = new PdfDict(new Map(dict.entries)).set('Filter', name('Crypt'))
        for (const [key, value] of Object.entries(parms)) own.set(key, value)
        return { ...object, value: new PdfStream(own, raw) }
      }
      const bytesOf = (by: Decryption, filter: string | null) => (by.value(named(filter)) as PdfStream).raw
      expect(bytesOf(whole, null)).toEqual(raw)
      expect(bytesOf(whole, 'Identity')).toEqual(raw)
      expect(bytesOf(single, 'StdCF')).toEqual(plain)
      expect(codeOf(() => bytesOf(single, 'Other'))).toBe('damaged')
      expect(codeOf(() => bytesOf(single, '__proto__'))).toBe('damaged')
      expect((single.value(object) as PdfStream).raw).toEqual(raw)
    })
  })
}

describe('a hostile encryption dictionary', () => {
  const text = (length: number) => new PdfString(Buffer.alloc(length, 7))
  const rc4 = { Filter: name('Standard'), V: 2, R: 3, Length: 128, O: text(32), U: text(32), P: -4 }
  const cf = (method: string) => PdfDict.of({ StdCF: PdfDict.of({ CFM: name(method) }) })
  const named = { StmF: name('StdCF'), StrF: name('StdCF') }
  const aes = { ...rc4, V: 5, R: 6, O: text(48), U: text(48), UE: text(32), CF: cf('AESV3'), ...named }
  const read = (entries: Record<string, unknown>, id: PdfString = text(16)) =>
    codeOf(() => readEncryption(PdfDict.of(entries as Record<string, number>), [id, id]))

  test('what is well formed is taken', () => {
    expect(read(rc4)).toBe('no error')
    expect(read(aes)).toBe('no error')
    expect(readEncryption(PdfDict.of({ ...rc4, P: 4294967292 }), undefined).permissions).toBe(-4)
  })

  test.each([
    ['no dictionary', 'damaged', null],
    ['another handler', 'unsupported', { ...rc4, Filter: name('Adobe.PubSec') }],
    ['a version nobody knows', 'unsupported', { ...rc4, V: 6 }],
    ['a version that is secret', 'unsupported', { ...rc4, V: 3 }],
    ['a revision that does not go with the version', 'unsupported', { ...rc4, R: 6 }],
    ['a revision that is no number', 'unsupported', { ...rc4, R: name('3') }],
    ['a key of no bits', 'damaged', { ...rc4, Length: 0 }],
    ['a key of negative length', 'damaged', { ...rc4, Length: -128 }],
    ['a key of a million bits', 'damaged', { ...rc4, Length: 1_000_000 }],
    ['a key of 41 bits', 'damaged', { ...rc4, Length: 41 }],
    ['a key length that is text', 'damaged', { ...rc4, Length: text(3) }],
    ['a short /O', 'damaged', { ...rc4, O: text(31) }],
    ['a short /U', 'damaged', { ...aes, U: text(47) }],
    ['no /UE', 'damaged', { ...aes, UE: undefined }],
    ['no /P', 'damaged', { ...rc4, P: undefined }],
    ['a /P beyond all numbers', 'damaged', { ...rc4, P: 1e300 }],
    ['/CF that is no dictionary', 'damaged', { ...aes, CF: 7 }],
    ['a filter that is not defined', 'damaged', { ...aes, StmF: name('Other') }],
    ['a filter by the name of what every object has', 'damaged', { ...aes, StrF: name('toString') }],
    ['a method nobody knows', 'unsupported', { ...aes, CF: cf('AESV4') }],
    ['an old method in a new file', 'unsupported', { ...aes, CF: cf('V2') }],
    ['the handler decrypts by itself', 'unsupported', { ...aes, CF: cf('None') }],
    [
      'very many filters',
      'limit',
      {
        ...aes,
        CF: PdfDict.of(Object.fromEntries(Array.from({ length: 99 }, (_, i) => [`F${i}`, cf('AESV3')]))),
      },
    ],
  ])('%s: %s', (_, code, entries) => {
    expect(entries === null ? codeOf(() => readEncryption(null, undefined)) : read(entries)).toBe(code)
  })

  test('an /ID of any length is no way to make hashing dear', () => {
    expect(read(rc4, text(5000))).toBe('limit')
  })
})
