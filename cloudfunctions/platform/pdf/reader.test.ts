import { readFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { PdfError } from './errors'
import { readFormFields } from './form-fields'
import { PdfDict, PdfString } from './objects'
import { PdfReader } from './reader'
import { run, Scratch, testWith } from './testing/outside-tools'
import { samplePdf } from './testing/sample-files'
import { decodeTextString, parsePdfDate, pdfDate, textString } from './text-string'
import { IncrementalUpdate } from './writer'

const codeOf = (work: () => unknown): unknown => {
  try {
    work()
  } catch (error) {
    return error instanceof PdfError ? error.code : error
  }
  return 'no error'
}
const replaced = (bytes: Buffer, from: string | RegExp, to: string) =>
  Buffer.from(bytes.toString('latin1').replace(from, to), 'latin1')

describe.each(['table', 'stream', 'hybrid'] as const)('a file with an xref %s', (flavour) => {
  const bytes = samplePdf({ flavour, pages: 3 })

  test('opens; pages, inherited boxes and objects hidden from old readers are found', () => {
    const reader = PdfReader.open(bytes)
    expect(reader.pageCount).toBe(3)
    expect(reader.page(2)).toMatchObject({ index: 2, mediaBox: [0, 0, 595, 842], rotate: 0, userUnit: 1 })
    expect([...reader.pages()].map((page) => page.ref.num)).toEqual([4, 6, 8])
    expect(reader.object(3)).toBeInstanceOf(PdfDict)
    expect(reader.revisions).toHaveLength(1)
    expect(reader.revisions[0]?.end).toBe(bytes.length)
  })

  test('updates are seen as revisions; a cut at the end of one shows the state of then', () => {
    const states = [bytes]
    for (const title of ['first', '第二']) {
      const base = states.at(-1) as Buffer
      const update = new IncrementalUpdate(PdfReader.open(base))
      const catalog = update.reader.catalog.copy().set('Title', textString(title))
      update.set(update.reader.catalogRef, catalog)
      update.add(PdfDict.of({ New: true }))
      states.push(Buffer.concat([base, update.build().append]))
    }
    const reader = PdfReader.open(states[2] as Buffer)
    expect(reader.revisions.map(({ end }) => end)).toEqual(states.map(({ length }) => length))
    const titleOf = (bytes: Buffer) => {
      const title = PdfReader.open(bytes).catalog.get('Title')
      return title instanceof PdfString ? decodeTextString(title) : null
    }
    expect(reader.revisions.map(({ end }) => titleOf(reader.bytes.subarray(0, end)))).toEqual([
      null,
      'first',
      '第二',
    ])
    const last = reader.revisions[2]?.sections[0]
    expect(last?.kind).toBe(flavour === 'stream' ? 'stream' : 'table')
  })
})

describe('a linearized file, whose newest section stands first', () => {
  testWith('qpdf')('is one revision; an update makes the second', async () => {
    const scratch = new Scratch()
    run('qpdf', ['--linearize', scratch.file('in.pdf', samplePdf({ pages: 5 })), scratch.path('out.pdf')])
    const linear = readFileSync(scratch.path('out.pdf'))
    scratch.remove()
    const first = PdfReader.open(linear)
    expect(first.sections).toHaveLength(2)
    expect(first.revisions.map(({ start, end }) => [start, end])).toEqual([[0, linear.length]])
    const update = new IncrementalUpdate(first)
    update.set(first.catalogRef, first.catalog.copy().set('Lang', textString('zh-CN')))
    const changed = Buffer.concat([linear, update.build().append])
    const second = PdfReader.open(changed)
    expect(second.revisions.map(({ end }) => end)).toEqual([linear.length, changed.length])
    expect(second.catalog.has('Lang')).toBe(true)
    expect(second.pageCount).toBe(5)
  })
})

describe('hostile files end in a PdfError, quickly', () => {
  test('a cross-reference chain that loops', () => {
    const bytes = samplePdf()
    const xref = /startxref\n(\d+)/.exec(bytes.toString('latin1'))?.[1] ?? ''
    expect(codeOf(() => PdfReader.open(replaced(bytes, '/Root 1 0 R', `/Root 1 0 R/Prev ${xref}`)))).toBe(
      'damaged',
    )
  })

  test('an object stream that lies in itself', () => {
    const reader = PdfReader.open(samplePdf({ flavour: 'stream' }))
    expect(reader.catalog).toBeInstanceOf(PdfDict)
    const data = deflateSync(Buffer.from('1 0 5 8 <</Type/Catalog/Pages 2 0 R>>'))
    const rows = deflateSync(Buffer.from([0, 0, 0, 2, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 5, 1]))
    const head = `%PDF-1.7\n`
    const container = `5 0 obj\n<</Type/ObjStm/N 2/First 8/Filter/FlateDecode/Length ${data.length}>>stream\n${data.toString('latin1')}\nendstream endobj\n`
    const xref = `6 0 obj\n<</Type/XRef/W[1 1 1]/Size 6/Root 1 0 R/Filter/FlateDecode/Length ${rows.length}>>stream\n${rows.toString('latin1')}\nendstream endobj\n`
    const file = `${head}${container}${xref}startxref\n${head.length + container.length}\n%%EOF\n`
    expect(codeOf(() => PdfReader.open(Buffer.from(file, 'latin1')))).toBe('damaged')
  })

  test('nesting, page loops, a bomb, an absurd object number', () => {
    const deep = samplePdf({ catalog: `/X ${'['.repeat(5000)}${']'.repeat(5000)}` })
    expect(codeOf(() => PdfReader.open(deep))).toBe('limit')

    const loop = PdfReader.open(replaced(samplePdf(), '/Kids[4 0 R 6 0 R]', '/Kids[4 0 R 2 0 R]'))
    expect(codeOf(() => [...loop.pages()])).toBe('damaged')

    const bomb = deflateSync(Buffer.alloc(50 << 20))
    const file = samplePdf({
      extra: () => [
        `<</Filter/FlateDecode/Length ${bomb.length}>>\nstream\n${bomb.toString('latin1')}\nendstream`,
      ],
    })
    const reader = PdfReader.open(file, { limits: { inflated: 1 << 20 } })
    const stream = reader.object(8)
    expect(stream).toMatchObject({ kind: 'stream' })
    expect(
      codeOf(() => stream && typeof stream === 'object' && 'dict' in stream && reader.decode(stream)),
    ).toBe('limit')

    expect(codeOf(() => PdfReader.open(replaced(samplePdf(), 'xref\n0 8', 'xref\n0 99999999')))).toBe('limit')
  })

  test('form fields that are their own kids are gone through once', () => {
    const reader = PdfReader.open(
      samplePdf({ catalog: '/AcroForm<</Fields[8 0 R]>>', extra: () => ['<</T(a)/FT/Tx/Kids[8 0 R]>>'] }),
    )
    expect([...readFormFields(reader).keys()]).toEqual([])
  })

  test('10,000 objects that never end cannot make the repair quadratic', () => {
    const file = Buffer.from(
      `%PDF-1.4\n${Array.from({ length: 10_000 }, (_, i) => `${i + 1} 0 obj (`).join('\n')}`,
    )
    expect(codeOf(() => PdfReader.open(file, { repair: true }))).toBe('limit')
  })
})

describe('fuzz: any change of a file gives a result or a PdfError', () => {
  const seeds = [
    samplePdf({ flavour: 'table' }),
    samplePdf({ flavour: 'stream' }),
    samplePdf({ flavour: 'hybrid' }),
  ]
  const readAll = (bytes: Buffer, repair: boolean) => {
    const reader = PdfReader.open(bytes, { repair })
    if (reader.encrypted) return
    for (const page of reader.pages()) reader.get(page.dict, 'Contents')
    readFormFields(reader)
    for (const section of reader.sections) for (const [num] of section.entries()) reader.object(num)
    expect(reader.revisions.length).toBeGreaterThanOrEqual(0)
  }

  test.each([false, true])('repair: %s', (repair) => {
    const change = fc.record({
      seed: fc.nat(2),
      at: fc.nat(4000),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 6 }),
      cut: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        let bytes = Buffer.from(seeds[changes[0]?.seed ?? 0] as Buffer)
        for (const { at, bytes: patch, cut } of changes) {
          const place = at % bytes.length
          bytes = cut ? Buffer.concat([bytes.subarray(0, place), patch, bytes.subarray(place + 40)]) : bytes
          if (!cut) bytes.set(patch.subarray(0, bytes.length - place), place)
        }
        try {
          readAll(bytes, repair)
        } catch (error) {
          if (!(error instanceof PdfError)) throw error
        }
      }),
      { numRuns: 1500 },
    )
  })
})

describe('text strings and dates', () => {
  test('any text survives, Chinese and rare characters included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => decodeTextString(textString(text)) === text),
    )
    expect(decodeTextString(textString('𠮷田㐂'))).toBe('𠮷田㐂')
  })

  test('a date survives to the second; offsets are honoured', () => {
    const date = new Date('2026-11-22T08:09:10Z')
    expect(parsePdfDate(pdfDate(date))).toEqual(date)
    expect(parsePdfDate("D:20261122160910+08'00'")).toEqual(date)
    expect(parsePdfDate('yesterday')).toBeNull()
  })
})
