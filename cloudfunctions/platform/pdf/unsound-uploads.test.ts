import { composeRevision0, type ComposedRevision } from './compose'
import { inspectUpload, UploadError } from './inspect'
import { PdfReader } from './reader'
import { run, Scratch, testWith } from './testing/outside-tools'
import { samplePdf } from './testing/sample-files'
import { appendRaw } from './verify/testing/attacker'
import { signContract } from './verify/testing/signed-contract'

/**
 * Files as other programs wrongly write them (issue 3, bad input). Page 1 of the sample is object 4, page 2 object 6,
 * their tree object 2.
 */
const scratch = new Scratch()
afterAll(() => scratch.remove())

const withTree = (kids: string, count: number, more: Record<number, string> = {}): Buffer =>
  appendRaw(samplePdf(), { 2: `<</Type/Pages/MediaBox[0 0 595 842]/Kids[${kids}]/Count ${count}>>`, ...more })

const DIRECT_PAGE = '<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 3 0 R>>>>/Contents 7 0 R>>'

/** Bytes changed in place, so that the cross-reference stays true to the rest. */
const replaced = (file: Buffer, from: string, to: string): Buffer => {
  const text = file.toString('latin1')
  expect(text).toContain(from)
  return Buffer.from(text.replace(from, to), 'latin1')
}

const whole = ({ base, append }: ComposedRevision): Buffer => Buffer.concat([base, append])

const place = (name: string, page: number) => ({ name, page, rect: { x: 60, y: 60, width: 90, height: 90 } })

const compose = (source: Buffer, page = 0) =>
  composeRevision0({ source, parties: [{ id: 'a', signatureFields: [place('p', page)], slots: [] }] })

const refusalOf = async (source: Buffer): Promise<string> => {
  try {
    await compose(source)
  } catch (error) {
    return error instanceof UploadError ? error.refusal : String(error)
  }
  return 'taken'
}

const wordsOf = (file: Buffer): string[] =>
  run('pdftotext', [scratch.file('t.pdf', file), '-'])
    .output.split('\f')
    .slice(0, -1)
    .map((page) => page.trim())

describe('page trees of other programs: everybody finds the pages that we find', () => {
  const trees: [string, () => Buffer, string[]][] = [
    ['a page listed twice', () => withTree('4 0 R 6 0 R 4 0 R', 3), ['Page 1', 'Page 2', 'Page 1']],
    ['a page that is no object of its own', () => withTree(`4 0 R ${DIRECT_PAGE}`, 2), ['Page 1', 'Page 2']],
    [
      'a page in place of the tree',
      () => appendRaw(samplePdf(), { 1: '<</Type/Catalog/Pages 4 0 R>>' }),
      ['Page 1'],
    ],
    [
      'a tree in the catalogue itself',
      () => appendRaw(samplePdf(), { 1: `<</Type/Catalog/Pages<</Kids[4 0 R 6 0 R]/Count 2>>>>` }),
      ['Page 1', 'Page 2'],
    ],
    ['more pages announced than there are', () => withTree('4 0 R 6 0 R', 7), ['Page 1', 'Page 2']],
    ['a branch that leads back, not counted', () => withTree('4 0 R 2 0 R 6 0 R', 2), ['Page 1', 'Page 2']],
    [
      'a branch that leads nowhere, not counted',
      () => withTree('4 0 R null 99 0 R 6 0 R', 2),
      ['Page 1', 'Page 2'],
    ],
  ]

  testWith('pdftotext')('they are rewritten with one object a page', async () => {
    for (const [title, make, words] of trees) {
      const source = make()
      const facts = inspectUpload(source)
      expect({ title, pages: facts.pages.length, damaged: facts.damaged }).toEqual({
        title,
        pages: words.length,
        damaged: true,
      })
      const composed = await compose(source, words.length - 1)
      const file = whole(composed)
      expect({ title, words: wordsOf(file) }).toEqual({ title, words })
      expect(composed.pageCount).toBe(words.length)
      const pages = [...PdfReader.open(file).pages()]
      expect(new Set(pages.map(({ ref }) => ref.num)).size).toBe(words.length)
      // Of a page listed twice only the second got the signature field.
      const held = pages.map(({ dict }) => dict.has('Annots'))
      expect({ title, held }).toEqual({ title, held: words.map((_, i) => i === words.length - 1) })
    }
  })

  testWith('qpdf')('the rewritten files are sound', async () => {
    for (const [title, make] of trees) {
      const { output } = run('qpdf', ['--check', scratch.file('q.pdf', whole(await compose(make())))])
      expect({ title, sound: output.includes('No syntax or stream encoding errors found') }).toEqual({
        title,
        sound: true,
      })
    }
  })

  test('a turn that is no quarter turn is none; others count from either side', async () => {
    const turned = (rotate: string) =>
      withTree('4 0 R', 1, { 4: DIRECT_PAGE.replace('/Type/Page', `/Type/Page/Rotate ${rotate}`) })
    const facts = (rotate: string) => {
      const { pages, damaged } = inspectUpload(turned(rotate))
      return [pages[0]?.rotate, pages[0]?.width, damaged]
    }
    expect(facts('-90')).toEqual([270, 842, false])
    expect(facts('450')).toEqual([90, 842, false])
    expect(facts('45')).toEqual([0, 595, true])
    expect(facts('/90')).toEqual([0, 595, true])
    const { base } = await compose(turned('45'))
    expect(PdfReader.open(base).page(0).dict.get('Rotate')).toBe(0)
  })

  test('where readers would count differently the file is refused', async () => {
    expect(await refusalOf(withTree('4 0 R 2 0 R', 2))).toBe('FILE_UNREADABLE')
    expect(await refusalOf(withTree('4 0 R 99 0 R', 2))).toBe('FILE_UNREADABLE')
    expect(await refusalOf(withTree('', 0))).toBe('FILE_UNREADABLE')
  })

  test('trees within trees without end cost bounded time', async () => {
    const levels = Object.fromEntries(
      Array.from({ length: 40 }, (_, i): [number, string] => [
        20 + i,
        `<</Type/Pages/Kids[${21 + i} 0 R ${21 + i} 0 R]/Count 2>>`,
      ]),
    )
    expect(await refusalOf(withTree('20 0 R', 2, { ...levels, 60: DIRECT_PAGE }))).toBe('FILE_TOO_BIG')
    const deep = Object.fromEntries(
      Array.from({ length: 3000 }, (_, i): [number, string] => [
        20 + i,
        `<</Type/Pages/Kids[${21 + i} 0 R]/Count 1>>`,
      ]),
    )
    expect(await refusalOf(withTree('20 0 R', 1, { ...deep, 3020: DIRECT_PAGE }))).toBe('FILE_UNREADABLE')
  })

  test('a signed file is refused as such, however its tree is made', async () => {
    const { signed } = await signContract()
    const reader = PdfReader.open(signed)
    const tree = reader.catalog.get('Pages')
    const [page] = reader.pages()
    if (!page || !tree || typeof tree !== 'object' || !('num' in tree)) throw new Error('no page')
    const twice = `<</Type/Pages/Kids[${page.ref.num} 0 R ${page.ref.num} 0 R]/Count 2>>`
    expect(await refusalOf(appendRaw(signed, { [tree.num]: twice }))).toBe('FILE_SIGNED')
  })
})

describe('broken objects and headers', () => {
  const page = 'Page 1'
  const broken: [string, () => Buffer][] = [
    ['a word where a key must be', () => samplePdf({ pages: 1, catalog: '/X 1 0 R 0 R' })],
    [
      'a dictionary that is not closed',
      () => replaced(samplePdf({ pages: 1 }), '/Contents 5 0 R>>', '/Contents 5 0 R  '),
    ],
    ['an array that is not closed', () => replaced(samplePdf({ pages: 1 }), '[4 0 R]', '[4 0 R ')],
    [
      'a stream whose length is itself',
      () => replaced(samplePdf({ pages: 1 }), '/Length 37', '/Length 5 0 R'),
    ],
    ['a stream without its end', () => replaced(samplePdf({ pages: 1 }), 'endstream', 'enxstream')],
    [
      'a table whose numbers are one too high',
      () => replaced(samplePdf({ pages: 1 }), 'xref\n0 6', 'xref\n1 6'),
    ],
    ['a header without a version', () => replaced(samplePdf({ pages: 1 }), '%PDF-1.7', '%PDF-x.y')],
    ['no header', () => replaced(samplePdf({ pages: 1 }), '%PDF-1.7\n', '')],
  ]

  testWith('pdftotext')('are mended where every reader mends them', async () => {
    for (const [title, make] of broken) {
      const source = make()
      expect({ title, damaged: inspectUpload(source).damaged }).toEqual({ title, damaged: true })
      expect({ title, words: wordsOf(whole(await compose(source))) }).toEqual({ title, words: [page] })
    }
  })

  test('what has neither header nor objects is no PDF', async () => {
    expect(await refusalOf(Buffer.from('An object lesson: 1 0 objects.\n'))).toBe('FILE_TYPE')
    expect(await refusalOf(Buffer.from(`${' '.repeat(2000)}%PDF-1.7\n`))).toBe('FILE_TYPE')
  })

  test('objects without ends are given up in bounded time', async () => {
    expect(await refusalOf(Buffer.from(`%PDF-1.7\n${'1 0 obj [ ('.repeat(60_000)}`))).toBe('FILE_UNREADABLE')
    expect(await refusalOf(Buffer.from(`%PDF-1.7\n${'1 0 obj << /A '.repeat(60_000)}`))).toBe(
      'FILE_UNREADABLE',
    )
  })
})

test('a form whose fields lead back to themselves is read once around', async () => {
  const source = samplePdf({
    pages: 1,
    catalog: '/AcroForm<</Fields[6 0 R 6 0 R]>>',
    extra: () => [
      '<</T(a)/Kids[7 0 R]>>',
      '<</T(b)/FT/Tx/Parent 6 0 R/Kids[6 0 R 8 0 R]>>',
      '<</T(c)/FT/Tx/V(x)/Parent 7 0 R>>',
    ],
  })
  const file = whole(await compose(source))
  const { readFormFields } = await import('./form-fields')
  expect([...readFormFields(PdfReader.open(file)).keys()].sort()).toEqual(['a.b.c', 'p'])
})
