import { composeRevision0 } from './compose'
import { inspectUpload, UploadError } from './inspect'
import { PdfReader } from './reader'
import { run, Scratch, testWith } from './testing/outside-tools'
import { samplePdf } from './testing/sample-files'
import { appendRaw } from './verify/testing/attacker'
import { signForeign } from './verify/testing/foreign-signature'
import { verifyPdf } from './verify/verify-pdf'

/**
 * Uploads that are in order by their cross-reference, but that two readers show differently (issue 3, bad input). In
 * the sample page 1 is object 4, page 2 object 6, their tree object 2, their contents 5 and 7.
 */
const scratch = new Scratch()
afterAll(() => scratch.remove())

const PAGE = '<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 3 0 R>>>>/Contents 5 0 R>>'
const place = { name: 'a', page: 0, rect: { x: 60, y: 60, width: 90, height: 90 } }

const composed = async (source: Buffer): Promise<Buffer> => {
  const parties = [{ id: 'a', signatureFields: [place], slots: [] }]
  const { base, append } = await composeRevision0({ source, parties })
  return Buffer.concat([base, append])
}

const uploads: [string, () => Buffer, string[]][] = [
  [
    'contents twice: one reader takes the first, another the last',
    () => appendRaw(samplePdf(), { 4: PAGE.replace('/Contents 5 0 R', '/Contents 7 0 R/Contents 5 0 R') }),
    ['Page 1', 'Page 2'],
  ],
  [
    'branches whose counts are wrong but add up: one reader goes by them, another does not',
    () =>
      appendRaw(samplePdf({ pages: 4 }), {
        2: '<</Type/Pages/MediaBox[0 0 595 842]/Kids[20 0 R 21 0 R]/Count 4>>',
        20: '<</Type/Pages/Parent 2 0 R/Kids[4 0 R 6 0 R]/Count 3>>',
        21: '<</Type/Pages/Parent 2 0 R/Kids[8 0 R 10 0 R]/Count 1>>',
        4: PAGE.replace('2 0 R', '20 0 R'),
        6: PAGE.replace('2 0 R', '20 0 R').replace('5 0 R', '7 0 R'),
        8: PAGE.replace('2 0 R', '21 0 R').replace('5 0 R', '9 0 R'),
        10: PAGE.replace('2 0 R', '21 0 R').replace('5 0 R', '11 0 R'),
      }),
    ['Page 1', 'Page 2', 'Page 3', 'Page 4'],
  ],
  [
    'another parent than the tree says, to inherit from',
    () =>
      appendRaw(samplePdf(), {
        4: PAGE.replace('/Parent 2 0 R', '/Parent 20 0 R'),
        20: '<</Type/Pages/Rotate 90/Kids[4 0 R]/Count 1>>',
      }),
    ['Page 1', 'Page 2'],
  ],
  [
    'a parent above the root',
    () =>
      appendRaw(samplePdf(), {
        2: '<</Type/Pages/MediaBox[0 0 595 842]/Kids[4 0 R 6 0 R]/Count 2/Parent 20 0 R>>',
        20: '<</Type/Pages/Rotate 90>>',
      }),
    ['Page 1', 'Page 2'],
  ],
  [
    'resources on two levels, which some readers mix',
    () =>
      appendRaw(samplePdf(), {
        2: '<</Type/Pages/MediaBox[0 0 595 842]/Kids[4 0 R 6 0 R]/Count 2/Resources<</XObject<</X 9 0 R>>>>>>',
      }),
    ['Page 1', 'Page 2'],
  ],
  [
    'a page that calls itself a tree',
    () => appendRaw(samplePdf(), { 4: PAGE.replace('/Type/Page', '/Type/Pages') }),
    ['Page 1', 'Page 2'],
  ],
  [
    'something before the header: offsets count from here or from there',
    () => {
      const text = samplePdf().toString('latin1')
      const at = text.lastIndexOf('xref\n0')
      const moved = text.slice(at).replace(/(\d{10}) 00000 n/g, (_, offset: string) => {
        return `${String(Number(offset) + 2).padStart(10, '0')} 00000 n`
      })
      const start = moved.replace(/startxref\n\d+/, `startxref\n${at + 2}`)
      return Buffer.from(`\n\n${text.slice(0, at)}${start}`, 'latin1')
    },
    ['Page 1', 'Page 2'],
  ],
]

describe('what readers show differently is rewritten before anybody signs', () => {
  testWith('pdftotext')('everybody then finds what we find', async () => {
    for (const [title, make, words] of uploads) {
      const source = make()
      expect({ title, damaged: inspectUpload(source).damaged }).toEqual({ title, damaged: true })
      const file = scratch.file('t.pdf', await composed(source))
      const found = run('pdftotext', [file, '-'])
        .output.split('\f')
        .slice(0, -1)
        .map((page) => page.trim())
      expect({ title, found }).toEqual({ title, found: words })
    }
  })

  test('an upload that all readers show alike stays as it is', () => {
    for (const flavour of ['table', 'stream', 'hybrid'] as const)
      expect(inspectUpload(samplePdf({ flavour, pages: 3 })).damaged).toBe(false)
  })
})

describe('tables whose rows are not of one length', () => {
  const offsetOf = (file: Buffer, num: number): number => {
    const entry = PdfReader.open(file).entry(num)
    return entry?.type === 'offset' ? entry.offset : 0
  }
  const contents = (text: string) =>
    `<</Length 36>>\nstream\nBT /F1 24 Tf 72 400 Td (${text}) Tj ET\nendstream`

  /** Its contents of page 1 stand far behind the beginning. */
  const long = (): Buffer =>
    appendRaw(appendRaw(samplePdf(), { 30: `(${'x'.repeat(12_000)})` }), { 5: contents('Honest') })

  /**
   * New contents for page 1, in a table of which the first and the last row look right. The second is short by a byte,
   * the third long by one: in steps of 20 bytes it loses its first digit, and leads to the old contents.
   */
  const slipped = (file: Buffer): { forged: Buffer; offset: number } => {
    const old = String(offsetOf(file, 5))
    const first = [1, 2, 3, 4, 5, 6, 7, 8, 9].find((digit) => Number(`${digit}${old}`) > file.length + 2)
    const offset = Number(`${first}${old}`)
    const row = (num: number) => `${String(offsetOf(file, num)).padStart(10, '0')} 00000 n \n`
    const rows = [row(3), row(4).replace(' \n', '\n'), `${String(offset).padEnd(12)}00000 n \n`, row(6)]
    const filler = `\n%${'x'.repeat(offset - file.length - 3)}\n`
    const object = `5 0 obj\n${contents('Forged')}\nendobj\n`
    const { catalogRef, startxref } = PdfReader.open(file)
    const trailer = `<</Size 9999/Root ${catalogRef.num} 0 R/Prev ${startxref}>>`
    const end = `startxref\n${offset + object.length}\n%%EOF\n`
    const text = `${filler}${object}xref\n3 4\n${rows.join('')}trailer\n${trailer}\n${end}`
    return { forged: Buffer.concat([file, Buffer.from(text, 'latin1')]), offset }
  }

  test('are read word by word, as others read them', () => {
    const { forged, offset } = slipped(long())
    expect(offsetOf(forged, 5)).toBe(offset)
    expect(offsetOf(forged, 4)).toBe(offsetOf(long(), 4))
    expect(offsetOf(forged, 6)).toBe(offsetOf(long(), 6))
  })

  testWith('pdftotext')('do not hide from the verifier what others show', async () => {
    const signed = await signForeign(await composed(long()), { field: 'a' })
    expect(verifyPdf(signed).verdict).toBe('intact')
    const { forged } = slipped(signed)
    expect(run('pdftotext', [scratch.file('f.pdf', forged), '-']).output).toContain('Forged')
    expect(verifyPdf(forged).verdict).toBe('tampered')
  })

  test('of a number listed twice the first counts, whatever its rows look like', () => {
    const file = samplePdf()
    const old = PdfReader.open(file)
    const text = `\nxref\n5 1\n${'1'.padStart(10, '0')} 00000 n\n5 1\n${'2'.padStart(10, '0')} 00000 n \ntrailer\n<</Size 99/Root 1 0 R/Prev ${old.startxref}>>\nstartxref\n${file.length + 1}\n%%EOF\n`
    const reader = PdfReader.open(Buffer.concat([file, Buffer.from(text, 'latin1')]))
    expect(reader.entry(5)).toMatchObject({ offset: 1 })
  })
})

test('a signature stays one for uploads too when an update makes usage rights of its reference', async () => {
  const base = appendRaw(await composed(samplePdf()), { 8001: '<</TransformMethod/DocMDP>>' })
  const signed = await signForeign(base, { field: 'a', entries: '/Reference[8001 0 R]' })
  const { catalogRef } = PdfReader.open(signed)
  const bare = '<</Type/Catalog/Pages 2 0 R>>'
  const stripped = appendRaw(signed, { [catalogRef.num]: bare, 8001: '<</TransformMethod/UR3>>' })
  expect(inspectUpload(stripped).signatures).toBe(1)
  await expect(composed(stripped)).rejects.toBeInstanceOf(UploadError)
})

test('a key written twice, of which some readers take the first, does not hide a change from the verifier', async () => {
  const signed = await signForeign(await composed(samplePdf()), { field: 'a' })
  const forged = appendRaw(signed, {
    6: PAGE.replace('/Contents 5 0 R', '/Contents 5 0 R/Contents 7 0 R'),
  })
  expect(PdfReader.open(forged).page(1).dict.get('Contents')).toMatchObject({ num: 7 })
  expect(verifyPdf(forged).verdict).toBe('tampered')
})

testWith('pdftotext')(
  'a cross-reference stream short of its rows is damage: what others find by a scan is no secret (found by fuzzing)',
  async () => {
    const signed = await signForeign(await composed(samplePdf()), { field: 'a' })
    const { catalogRef, startxref } = PdfReader.open(signed)
    const body = 'BT /F1 24 Tf 72 400 Td (Forged) Tj ET'
    const object = `5 0 obj\n<</Length ${body.length}>>\nstream\n${body}\nendstream\nendobj\n`
    const dict = `<</Type/XRef/W[1 4 1]/Index[5 1]/Size 9002/Root ${catalogRef.num} 0 R/Prev ${startxref}/Length 0>>`
    const xref = `9001 0 obj\n${dict}\nstream\n\nendstream\nendobj\n`
    const end = `startxref\n${signed.length + object.length}\n%%EOF\n`
    const forged = Buffer.concat([signed, Buffer.from(object + xref + end, 'latin1')])
    expect(run('pdftotext', [scratch.file('s.pdf', forged), '-']).output).toContain('Forged')
    expect(verifyPdf(forged).verdict).toBe('tampered')
  },
)
