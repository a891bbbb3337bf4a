import type { Drawing } from './appearance/drawing'
import { viewerSize } from './geometry'
import { PageOverlay, type PagePicture } from './page-overlay'
import { PdfReader } from './reader'
import { testWithFonts } from './testing/fonts'
import { run, Scratch, testWith } from './testing/outside-tools'
import { colorName, rasterise } from './testing/raster'
import { samplePdf, type SampleOptions } from './testing/sample-files'
import { textWatermark } from './watermark'
import { IncrementalUpdate } from './writer'

const scratch = new Scratch()
afterAll(() => scratch.remove())

const red: Drawing = {
  width: 100,
  height: 50,
  items: [
    {
      kind: 'shapes',
      shapes: [{ d: [['M', 0, 0], ['L', 100, 0], ['L', 100, 50], ['L', 0, 50], ['Z']], fill: '#ff0000' }],
    },
  ],
}

function overlaid(base: Buffer, draw: (overlay: PageOverlay, reader: PdfReader) => void): Buffer {
  const update = new IncrementalUpdate(PdfReader.open(base))
  draw(new PageOverlay(update), update.reader)
  return Buffer.concat([base, update.build().append])
}

const drawRed = (base: Buffer, rect: PagePicture['rect']): Buffer =>
  overlaid(base, (overlay, reader) => overlay.draw(reader.page(0), [{ rect, picture: red }]))

/** A page whose only content is the given operators. */
const pageWith = (content: string, options: SampleOptions = {}): Buffer =>
  samplePdf({
    pages: 1,
    ...options,
    page: `/Contents ${6} 0 R`,
    extra: () => [`<</Length ${content.length}>>\nstream\n${content}\nendstream`],
  })

const expectRedAt = (pdf: Buffer, x: number, y: number): void => {
  const raster = rasterise(scratch, pdf)
  const inside = [
    [2, 2],
    [97, 2],
    [2, 47],
    [97, 47],
  ].map(([dx = 0, dy = 0]) => colorName(raster.at(x + dx, y + dy)))
  const outside = [
    [-3, 25],
    [103, 25],
    [50, -3],
    [50, 53],
  ].map(([dx = 0, dy = 0]) => colorName(raster.at(x + dx, y + dy)))
  expect({ inside, outside }).toEqual({
    inside: ['red', 'red', 'red', 'red'],
    outside: ['white', 'white', 'white', 'white'],
  })
}

describe('content that leaves the graphics state open, moved or over-closed does not move what is drawn over it', () => {
  const cases: [string, string][] = [
    ['balanced', 'q 1 0 0 1 5 5 cm Q'],
    ['one state left open, moved and scaled', 'q 3 0 0 3 200 -100 cm 0 0 1 1 re W n'],
    ['three states left open', 'q q 0.1 0 0 0.1 0 0 cm q 1 0 0 1 900 900 cm'],
    ['closed more often than opened, then moved', 'Q Q 2 0 0 2 50 50 cm'],
    [
      'q and Q in strings, names, comments and inline images',
      '(Q Q \\) q) Tj /Q gs % q q q\n<51> BI /W 1 /H 1 /CS /G /BPC 8 ID Q q EI q 4 0 0 4 0 0 cm',
    ],
  ]
  for (const [title, content] of cases)
    testWith('pdftoppm')(title, async () => {
      const base = pageWith(content)
      const pdf = drawRed(base, { x: 80, y: 120, width: 100, height: 50 })
      const path = scratch.file('o.pdf', pdf)
      const { status } = run('qpdf', ['--check', path])
      expect(status).toBe(0)
      expectRedAt(pdf, 80, 120)
    })
})

describe('a page', () => {
  testWith('pdftoppm')('drawn over twice keeps both drawings, also in a later update', async () => {
    const base = samplePdf({ pages: 1 })
    const first = overlaid(base, (overlay, reader) => {
      overlay.draw(reader.page(0), [{ rect: { x: 50, y: 50, width: 100, height: 50 }, picture: red }])
      overlay.draw(reader.page(0), [{ rect: { x: 250, y: 50, width: 100, height: 50 }, picture: red }])
    })
    const second = drawRed(first, { x: 50, y: 300, width: 100, height: 50 })
    for (const [x, y] of [
      [50, 50],
      [250, 50],
      [50, 300],
    ] as const)
      expectRedAt(second, x, y)
  })

  testWithFonts(
    'of any origin and turn: text drawn over it is found, and the watermark is not in the way (CON-28)',
    (fonts) => {
      for (const rotate of [0, 90, 180, 270] as const) {
        const base = samplePdf({
          pages: 1,
          rotate,
          mediaBox: [-100, 50, 700, 1000],
          cropBox: [-50, 100, 600, 900],
        })
        const update = new IncrementalUpdate(PdfReader.open(base))
        const drawing: Drawing = {
          width: 200,
          height: 30,
          items: [{ kind: 'text', text: '甲方：𠮷田㐂', x: 0, y: 20, size: 16, face: 'song' }],
        }
        const watermark = textWatermark(fonts, { text: '仅供审阅', density: 'dense' })
        const page = update.reader.page(0)
        new PageOverlay(update, fonts).draw(
          page,
          [{ rect: { x: 100, y: 200, width: 200, height: 30 }, picture: drawing }],
          watermark,
        )
        const pdf = Buffer.concat([base, update.build().append])
        const path = scratch.file('t.pdf', pdf)
        const text = run('pdftotext', [path, '-']).output
        expect(text).toContain('甲方：𠮷田㐂')
        expect(text).not.toContain('审阅')
        expect(run('qpdf', ['--check', path]).status).toBe(0)
        // pdftotext tells places of the displayed page.
        const place = /<word xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>甲方/.exec(
          run('pdftotext', ['-cropbox', '-bbox', path, '-']).output,
        )
        expect(Math.abs(Number(place?.[1]) - 100)).toBeLessThan(2)
        expect(Math.abs(Number(place?.[2]) - 205)).toBeLessThan(8)
      }
    },
    'pdftotext',
  )
})

describe('a text watermark (CON-28)', () => {
  const inkShare = (pdf: Buffer): number => {
    const raster = rasterise(scratch, pdf)
    let dark = 0
    for (let y = 0; y < raster.height; y++)
      for (let x = 0; x < raster.width; x++) if (raster.at(x, y)[0] < 250) dark++
    return dark / (raster.width * raster.height)
  }

  testWithFonts(
    'covers the page, more the denser it is, and never hides what is under it',
    (fonts) => {
      const mark = (density: 'dense' | 'standard' | 'sparse', transparency = 0) =>
        overlaid(pageWith('0 g 0 0 300 842 re f'), (overlay, reader) =>
          overlay.draw(
            reader.page(0),
            [],
            textWatermark(fonts, { text: '内部资料 严禁外传', density, transparency }),
          ),
        )
      const [dense, standard, sparse] = (['dense', 'standard', 'sparse'] as const).map((d) =>
        inkShare(mark(d)),
      )
      const bare = inkShare(pageWith('0 g 0 0 300 842 re f'))
      expect(sparse).toBeGreaterThan(bare)
      expect(standard).toBeGreaterThan(sparse as number)
      expect(dense).toBeGreaterThan(standard as number)
      expect(inkShare(mark('dense', 100))).toBeCloseTo(bare, 5)
      const raster = rasterise(scratch, mark('dense'))
      for (let y = 5; y < 837; y += 3)
        for (let x = 5; x < 295; x += 3) expect(raster.at(x, y)[0]).toBeLessThan(10)
    },
    'pdftoppm',
  )

  testWithFonts(
    'is refused without text, with more than 15 characters, or a figure out of range',
    (fonts) => {
      for (const request of [
        { text: ' ' },
        { text: '一二三四五六七八九十一二三四五六' },
        { text: '甲', transparency: 101 },
        { text: '甲', transparency: Number.NaN },
        { text: '甲', size: 0 },
        { text: '甲', angle: 361 },
        { text: '甲', angle: Number.POSITIVE_INFINITY },
      ])
        expect(() => textWatermark(fonts, request)).toThrow(expect.objectContaining({ code: 'refused' }))
      expect(textWatermark(fonts, { text: '𠮷'.repeat(15) }).opacity).toBeCloseTo(0.9)
    },
  )

  testWithFonts('is written once for all pages of a size', (fonts) => {
    const base = samplePdf({ pages: 200 })
    const marked = (pages: number) =>
      overlaid(base, (overlay, reader) => {
        const watermark = textWatermark(fonts, { text: '样张' })
        for (let i = 0; i < pages; i++) {
          const page = reader.page(i)
          expect(viewerSize(page)).toEqual({ width: 595, height: 842 })
          overlay.draw(page, [], watermark)
        }
      }).length - base.length
    expect(marked(200) - marked(1)).toBeLessThan(199 * 450)
  })
})
