import { readFileSync } from 'node:fs'
import type { RasterImage } from './appearance/drawing'
import { composeRevision0 } from './compose'
import { inspectUpload } from './inspect'
import { insertPages, type PageInsertion, planPages } from './insert-pages'
import { PdfReader } from './reader'
import { run, Scratch, testWith } from './testing/outside-tools'
import { colorName, rasterise } from './testing/raster'
import { samplePdf } from './testing/sample-files'
import { signContract } from './verify/testing/signed-contract'

const scratch = new Scratch()
afterAll(() => scratch.remove())

const pdf = (bytes: Buffer, after: number): PageInsertion => ({ after, content: { kind: 'pdf', bytes } })
const red: RasterImage = {
  kind: 'pixels',
  width: 40,
  height: 20,
  rgb: Buffer.from(Array.from({ length: 800 }, () => [255, 0, 0]).flat()),
}
const image = (after: number): PageInsertion => ({ after, content: { kind: 'image', image: red } })

/** Words of each page, top to bottom. */
const pageTexts = (bytes: Buffer) =>
  run('pdftotext', ['-layout', scratch.file('t.pdf', bytes), '-'])
    .output.split('\f')
    .slice(0, -1)
    .map((text) => text.trim())
const isSound = (bytes: Buffer) => {
  const { output, status } = run('qpdf', ['--check', scratch.file('c.pdf', bytes)])
  expect(output).toContain('No syntax or stream encoding errors found')
  expect(status).toBe(0)
}
const raw = (bytes: Buffer, page: number) => {
  const stem = scratch.path('raw')
  const number = String(page + 1)
  const path = scratch.file('raw.pdf', bytes)
  run('pdftoppm', ['-r', '72', '-cropbox', '-f', number, '-l', number, '-singlefile', path, stem])
  return readFileSync(`${stem}.ppm`)
}

describe('attachment pages (TPL-41)', () => {
  testWith('pdftotext')('come behind their page, before the first with −1, in their order', async () => {
    const source = samplePdf({ pages: 2 })
    const attachment = Buffer.from(
      samplePdf({ pages: 2 })
        .toString('latin1')
        .replace(/\(Page /g, '(Annx '),
      'latin1',
    )
    const insertions = [pdf(attachment, 0), image(0), pdf(attachment, -1), pdf(attachment, 1)]
    const append = await insertPages(source, insertions)
    const file = Buffer.concat([source, append])
    expect(file.subarray(0, source.length).equals(source)).toBe(true)
    expect(pageTexts(file)).toEqual([
      'Annx 1',
      'Annx 2',
      'Page 1',
      'Annx 1',
      'Annx 2',
      '',
      'Page 2',
      'Annx 1',
      'Annx 2',
    ])
    isSound(file)
    const plan = planPages(inspectUpload(source).pages, insertions)
    expect(plan.pages.map(({ width, height }) => [Math.round(width), Math.round(height)])).toEqual(
      inspectUpload(file).pages.map(({ width, height }) => [Math.round(width), Math.round(height)]),
    )
    expect([0, 1].map(plan.finalIndex)).toEqual([2, 6])
  })

  testWith('pdftoppm')(
    'look as they did, whatever their boxes, turn, unit, annotations and layers',
    async () => {
      const blue = '0 0 1 rg 0 0 50 50 re f'
      const stream = (dict: string, content: string) =>
        `<<${dict}/Length ${content.length}>>\nstream\n${content}\nendstream`
      const attachment = samplePdf({
        pages: 1,
        rotate: 90,
        mediaBox: [-100, 50, 700, 1000],
        cropBox: [-50, 100, 600, 900],
        userUnit: 1.25,
        // A stamp stretched over 100 × 100, a hidden one, a layer that is off.
        page: '/Annots[6 0 R 7 0 R]',
        catalog: '/OCProperties<</OCGs[9 0 R]/D<</OFF[9 0 R]>>>>',
        extra: () => [
          '<</Type/Annot/Subtype/Stamp/Rect[100 300 200 400]/AP<</N 8 0 R>>>>',
          '<</Type/Annot/Subtype/Stamp/Rect[300 300 400 400]/F 2/AP<</N 8 0 R>>>>',
          stream('/Type/XObject/Subtype/Form/BBox[0 0 50 50]/Resources<<>>', blue),
          '<</Type/OCG/Name(hidden)>>',
        ],
      })
        .toString('latin1')
        .replace('/Font<</F1 3 0 R>>', '/Font<</F1 3 0 R>>/Properties<</L 9 0 R>>')
      // Its offsets have moved, so it counts as damaged and is normalised on the way.
      const bytes = Buffer.from(attachment, 'latin1')
      const before = raw(bytes, 0)
      const source = samplePdf({ pages: 1, flavour: 'stream' })
      const file = Buffer.concat([source, await insertPages(source, [pdf(bytes, 0)])])
      expect(raw(file, 1).equals(before)).toBe(true)
      // The stamp is there at all: in the turned picture of the page.
      expect(before.includes(Buffer.from([0, 0, 255, 0, 0, 255]))).toBe(true)
      isSound(file)
      const reader = PdfReader.open(file)
      expect(reader.page(1).dict.has('Annots')).toBe(false)
    },
  )

  testWith('pdftoppm')('a hidden layer stays hidden, in a file with layers and in one without', async () => {
    const content = '/OC /L BDC 1 0 0 rg 0 0 600 900 re f EMC'
    const attachment = samplePdf({
      pages: 1,
      catalog: '/OCProperties<</OCGs[6 0 R]/D<</BaseState/OFF>>>>',
      page: '/Contents 7 0 R/Resources<</Properties<</L 6 0 R>>>>',
      extra: () => [
        '<</Type/OCG/Name(hidden)>>',
        `<</Length ${content.length}>>\nstream\n${content}\nendstream`,
      ],
    })
    const plain = samplePdf({ pages: 1 })
    for (const source of [plain, samplePdf({ pages: 1, catalog: '/OCProperties<</OCGs[]/D<<>>>>' })]) {
      const file = Buffer.concat([source, await insertPages(source, [pdf(attachment, 0)])])
      expect(colorName(rasterise(scratch, file, 1).at(300, 300))).toBe('white')
      isSound(file)
    }
  })

  testWith('pdftotext')(
    'what a filled form shows comes along, also when only a viewer would draw it',
    async () => {
      const form = samplePdf({
        pages: 1,
        page: '/Annots[6 0 R]',
        catalog: '/AcroForm<</Fields[6 0 R]/NeedAppearances true/DA(/Helv 12 Tf 0 g)>>',
        extra: () => ['<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(Filled in)/F 4/Rect[100 700 300 720]>>'],
      })
      const source = samplePdf({ pages: 1 })
      const file = Buffer.concat([source, await insertPages(source, [pdf(form, 0)])])
      expect(pageTexts(file)[1]).toContain('Filled in')
    },
  )

  testWith('pdftoppm')('an image becomes a page in its own direction, whole and with a margin', async () => {
    const source = samplePdf({ pages: 1 })
    const file = Buffer.concat([source, await insertPages(source, [image(0)])])
    const page = rasterise(scratch, file, 1)
    expect([page.width, page.height]).toEqual([842, 596])
    expect(colorName(page.at(421, 297))).toBe('red')
    expect(colorName(page.at(10, 10))).toBe('white')
    isSound(file)
  })

  testWith('qpdf')(
    'a tree of two levels keeps its counts; what a page inherited does not spread',
    async () => {
      const source = samplePdf({
        pages: 2,
        extra: () => [
          '<</Type/Pages/Parent 2 0 R/Count 2/Kids[4 0 R 6 0 R]/Rotate 90/MediaBox[0 0 300 300]>>',
        ],
      })
      const text = source
        .toString('latin1')
        .replace('/Kids[4 0 R 6 0 R]/MediaBox', '/Kids[8 0 R]      /MediaBox')
        .replace(/\/Parent 2 0 R\/Resources/g, '/Parent 8 0 R/Resources')
      const base = Buffer.from(text, 'latin1')
      const file = Buffer.concat([base, await insertPages(base, [pdf(samplePdf({ pages: 1 }), 0)])])
      const facts = inspectUpload(file)
      expect(facts.damaged).toBe(false)
      expect(facts.pages.map(({ width, height, rotate }) => [width, height, rotate])).toEqual([
        [300, 300, 90],
        [595, 842, 0],
        [300, 300, 90],
      ])
      expect(run('qpdf', ['--show-npages', scratch.file('n.pdf', file)]).output.trim()).toBe('3')
    },
  )

  test('with slots set and nobody signed pages may still come; places are those of the finished file', async () => {
    const place = (name: string, page: number) => ({
      name,
      page,
      rect: { x: 10, y: 10, width: 50, height: 20 },
    })
    const composed = await composeRevision0({
      source: samplePdf({ pages: 1 }),
      insertions: [pdf(samplePdf({ pages: 1, mediaBox: [0, 0, 200, 300] }), 0)],
      parties: [{ id: 'p', signatureFields: [place('sign', 1)], slots: [place('seal', 0)] }],
    })
    expect(composed.pageCount).toBe(2)
    const base = Buffer.concat([composed.base, composed.append])
    const again = Buffer.concat([base, await insertPages(base, [image(1)])])
    expect(inspectUpload(again).pages.map(({ width }) => Math.round(width))).toEqual([595, 200, 842])
  })

  test('after a signature: refused as ATTACHMENT_AFTER_SIGNATURE; a signed attachment, a wrong file by name', async () => {
    const { signed } = await signContract()
    const refusal = { code: 'ATTACHMENT_AFTER_SIGNATURE' }
    await expect(insertPages(signed, [image(0)])).rejects.toMatchObject(refusal)
    await expect(
      composeRevision0({ source: signed, parties: [], insertions: [image(0)] }),
    ).rejects.toMatchObject(refusal)
    const source = samplePdf()
    await expect(insertPages(source, [pdf(signed, 0)])).rejects.toMatchObject({ refusal: 'FILE_SIGNED' })
    await expect(insertPages(source, [pdf(Buffer.from('PK'), 0)])).rejects.toMatchObject({
      refusal: 'FILE_TYPE',
    })
    for (const after of [2, -2, 0.5])
      await expect(insertPages(source, [image(after)])).rejects.toMatchObject({ code: 'refused' })
  })
})
