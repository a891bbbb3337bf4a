import { readFileSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import { writeDocument } from '../document-writer'
import { PdfDict, PdfStream } from '../objects'
import { PdfReader } from '../reader'
import { testWithFonts } from '../testing/fonts'
import { run, Scratch, testWith } from '../testing/outside-tools'
import { colorName, rasterise } from '../testing/raster'
import { samplePdf } from '../testing/sample-files'
import { IncrementalUpdate } from '../writer'
import type { Drawing, DrawingItem, RasterImage } from './drawing'
import { DrawingWriter } from './drawing-writer'
import { lineWidth } from './measure'
import { packPicture } from './packed-picture'
import type { PathCommand, VectorPicture } from './vector-picture'

const box = (x: number, y: number, w: number, h: number): PathCommand[] => [
  ['M', x, y],
  ['L', x + w, y],
  ['L', x + w, y + h],
  ['L', x, y + h],
  ['Z'],
]
/** Four quarters: red, green / blue, black. */
const quarters: VectorPicture = {
  width: 40,
  height: 40,
  shapes: [
    { d: box(0, 0, 20, 20), fill: '#ff0000' },
    { d: box(20, 0, 20, 20), fill: '#00ff00' },
    { d: box(0, 20, 20, 20), fill: '#0000ff' },
    { d: box(20, 20, 20, 20), fill: '#000000' },
  ],
}
const page = (...items: DrawingItem[]): Drawing => ({ width: 200, height: 200, items })

const scratch = new Scratch()
afterAll(() => scratch.remove())

/** Stored colours of an image of two rows: red green / blue black. */
const pixels = (orientation?: number): RasterImage => ({
  kind: 'pixels',
  width: 2,
  height: 2,
  rgb: Buffer.from([255, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0]),
  orientation,
})

/** Quarters of a rectangle, row by row. */
function quartersAt(pdf: Buffer, x: number, y: number, size: number): string[] {
  const raster = rasterise(scratch, pdf)
  return [
    [0.25, 0.25],
    [0.75, 0.25],
    [0.25, 0.75],
    [0.75, 0.75],
  ].map(([dx = 0, dy = 0]) => colorName(raster.at(x + dx * size, y + dy * size)))
}

describe('images', () => {
  // CIPA DC-008 (EXIF) Orientation: where the stored first row and first column are to be seen.
  const shown: Record<number, string[]> = {
    1: ['red', 'green', 'blue', 'black'],
    2: ['green', 'red', 'black', 'blue'],
    3: ['black', 'blue', 'green', 'red'],
    4: ['blue', 'black', 'red', 'green'],
    5: ['red', 'blue', 'green', 'black'],
    6: ['blue', 'red', 'black', 'green'],
    7: ['black', 'green', 'blue', 'red'],
    8: ['green', 'black', 'red', 'blue'],
  }
  for (const [orientation, expected] of Object.entries(shown))
    testWith('pdftoppm')(`EXIF orientation ${orientation} is shown upright`, async () => {
      const image = pixels(Number(orientation))
      const pdf = writeDocument([page({ kind: 'image', image, x: 30, y: 60, width: 80, height: 80 })])
      expect(quartersAt(pdf, 30, 60, 80)).toEqual(expected)
    })

  testWith('pdftoppm')('a JPEG goes in byte by byte and is turned as it says', async () => {
    const source = writeDocument([
      {
        width: 64,
        height: 64,
        items: [{ kind: 'picture', picture: quarters, x: 0, y: 0, width: 64, height: 64 }],
      },
    ])
    run('pdftoppm', ['-r', '72', '-jpeg', '-singlefile', scratch.file('j.pdf', source), scratch.path('j')])
    const bytes = readFileSync(scratch.path('j.jpg'))
    const image: RasterImage = { kind: 'jpeg', bytes, width: 64, height: 64, components: 3, orientation: 6 }
    const pdf = writeDocument([page({ kind: 'image', image, x: 10, y: 20, width: 100, height: 100 })])
    expect(pdf.includes(bytes)).toBe(true)
    expect(quartersAt(pdf, 10, 20, 100)).toEqual(['blue', 'red', 'black', 'green'])
  })

  testWith('pdftoppm')(
    'a CMYK JPEG with the values turned over, as Adobe writes it, shows its colours',
    async () => {
      const source = writeDocument([
        {
          width: 64,
          height: 64,
          items: [{ kind: 'picture', picture: quarters, x: 0, y: 0, width: 64, height: 64 }],
        },
      ])
      run('pdftoppm', [
        '-r',
        '72',
        '-jpegcmyk',
        '-singlefile',
        scratch.file('c.pdf', source),
        scratch.path('c'),
      ])
      const bytes = readFileSync(scratch.path('c.jpg'))
      const shown = (inverted: boolean): string[] => {
        const image: RasterImage = { kind: 'jpeg', bytes, width: 64, height: 64, components: 4, inverted }
        const pdf = writeDocument([page({ kind: 'image', image, x: 10, y: 20, width: 100, height: 100 })])
        return quartersAt(pdf, 10, 20, 100)
      }
      expect(shown(true)).toEqual(['red', 'green', 'blue', 'black'])
      expect(shown(false)).not.toContain('red')
    },
  )

  testWith('pdftoppm')('transparency shows what lies under it; an opaque mask is left out', async () => {
    const image: RasterImage = {
      ...pixels(),
      kind: 'pixels',
      alpha: Buffer.from([255, 0, 0, 255]),
    } as RasterImage
    const pdf = writeDocument([
      page(
        { kind: 'shapes', shapes: [{ d: box(0, 0, 200, 200), fill: '#ffff00' }] },
        { kind: 'image', image, x: 20, y: 20, width: 100, height: 100 },
      ),
    ])
    expect(quartersAt(pdf, 20, 20, 100)).toEqual(['red', 'yellow', 'yellow', 'black'])
    const opaque = { ...pixels(), alpha: Buffer.alloc(4, 255) } as RasterImage
    const plain = writeDocument([page({ kind: 'image', image: opaque, x: 0, y: 0, width: 9, height: 9 })])
    expect(plain.includes('SMask')).toBe(false)
  })

  testWith('pdftoppm')('a crop shows its part alone, as displayed, and nothing of the rest', async () => {
    const crop = { left: 0.5, top: 0, right: 0, bottom: 0.5 }
    for (const [orientation, corner] of [
      [1, 'green'],
      [6, 'red'],
      [8, 'black'],
    ] as const) {
      const item: DrawingItem = {
        kind: 'image',
        image: pixels(orientation),
        crop,
        x: 60,
        y: 60,
        width: 80,
        height: 80,
      }
      const raster = rasterise(scratch, writeDocument([page(item)]))
      const at = (x: number, y: number) => colorName(raster.at(x, y))
      expect([at(65, 65), at(135, 135), at(65, 135), at(135, 65)]).toEqual(Array(4).fill(corner))
      expect([at(50, 100), at(150, 100), at(100, 50), at(100, 150)]).toEqual(Array(4).fill('white'))
    }
  })

  testWith('pdfimages')('every predictor and the grey form give back the pixels', async () => {
    const side = 64
    for (const colored of [true, false]) {
      const rgb = Buffer.alloc(3 * side * side)
      let state = 7
      for (let i = 0; i < side * side; i++) {
        const [x, y] = [i % side, Math.floor(i / side)]
        state = (Math.imul(state, 1103515245) + 12345) >>> 0
        const value =
          [4 * x, 4 * y, 2 * (x + y), x < 32 ? 0 : 255, state >>> 24][Math.floor((y * 5) / side)] ?? 0
        rgb.set(colored ? [value, 255 - value, (value * 3) & 255] : [value, value, value], 3 * i)
      }
      const image: RasterImage = { kind: 'pixels', width: side, height: side, rgb }
      const pdf = writeDocument([
        {
          width: side,
          height: side,
          items: [{ kind: 'image', image, x: 0, y: 0, width: side, height: side }],
        },
      ])
      const stem = colored ? 'rgb' : 'grey'
      run('pdfimages', [scratch.file('i.pdf', pdf), scratch.path(stem)])
      expect(pdf.includes('DeviceGray')).toBe(!colored)
      const file = readFileSync(scratch.path(`${stem}-000.ppm`))
      const seen = file.subarray(file.length - rgb.length)
      expect(seen.equals(rgb)).toBe(true)
    }
  })
})

describe('pictures', () => {
  testWith('pdftoppm')('packed and plain, whole and sliced, look the same', async () => {
    for (const picture of [quarters, packPicture(quarters)]) {
      const whole = writeDocument([page({ kind: 'picture', picture, x: 50, y: 30, width: 100, height: 100 })])
      expect(quartersAt(whole, 50, 30, 100)).toEqual(['red', 'green', 'blue', 'black'])
      const slice = { index: 1, count: 2 }
      const strip = writeDocument([
        page({ kind: 'picture', picture, slice, x: 50, y: 30, width: 100, height: 100 }),
      ])
      expect(quartersAt(strip, 50, 30, 100)).toEqual(['green', 'green', 'black', 'black'])
      expect(colorName(rasterise(scratch, strip).at(30, 50))).toBe('white')
    }
  })

  test('a packed picture is copied as it is, and packing it again gives the same bytes', () => {
    const packed = packPicture(quarters)
    expect(packPicture(structuredClone(quarters))).toEqual(packed)
    expect(inflateSync(packed.content).toString()).toContain('1 0 0 rg')
    const pdf = writeDocument([page({ kind: 'picture', picture: packed, x: 0, y: 0, width: 9, height: 9 })])
    expect(pdf.includes(packed.content)).toBe(true)
  })
})

describe('one update', () => {
  const open = () => {
    const base = samplePdf({ pages: 1 })
    return { base, update: new IncrementalUpdate(PdfReader.open(base)) }
  }

  testWithFonts('embeds every font, picture and image once, however many places show it', (fonts) => {
    const { base, update } = open()
    const writer = DrawingWriter.on(update, fonts)
    expect(DrawingWriter.on(update)).toBe(writer)
    const refs = Array.from({ length: 12 }, (_, i) =>
      writer.appearance(
        {
          width: 100,
          height: 40,
          items: [
            { kind: 'text', text: `二〇二六年${i}月`, x: 0, y: 20, size: 12, face: 'song' },
            { kind: 'picture', picture: structuredClone(quarters), x: 0, y: 0, width: 20, height: 20 },
            { kind: 'image', image: pixels(i % 9), x: 50, y: 0, width: 20, height: 20 },
          ],
        },
        100,
        40,
        [1, 0, 0, 1, 0, 0],
      ),
    )
    const reader = PdfReader.open(Buffer.concat([base, update.build().append]))
    const resources = refs.map(({ num }) => {
      const stream = reader.object(num)
      if (!(stream instanceof PdfStream)) throw new Error('no form')
      return reader.getDict(stream.dict, 'Resources') as PdfDict
    })
    for (const kind of ['Font', 'XObject']) {
      const seen = resources.map((dict) => JSON.stringify([...(reader.getDict(dict, kind)?.entries ?? [])]))
      expect(new Set(seen).size).toBe(1)
      expect(seen[0]).not.toBe('[]')
    }
  })

  testWithFonts(
    'shows text in an appearance, fitted and upright, that is found by a search',
    (fonts) => {
      const { base, update } = open()
      const writer = DrawingWriter.on(update, fonts)
      const drawing: Drawing = {
        width: 120,
        height: 20,
        items: [{ kind: 'text', text: '㐂𠮷一⼀ 2026', x: 2, y: 15, size: 14, face: 'kai' }],
      }
      const form = writer.appearance(drawing, 240, 100, [1, 0, 0, 1, 0, 0])
      const first = update.reader.page(0)
      const content = update.add(new PdfDict(), Buffer.from('1 0 0 1 100 600 cm /F Do'))
      update.set(
        first.ref,
        first.dict
          .copy()
          .set('Contents', content)
          .set('Resources', PdfDict.of({ XObject: PdfDict.of({ F: form }) })),
      )
      const path = scratch.file('text.pdf', Buffer.concat([base, update.build().append]))
      expect(run('pdftotext', [path, '-']).output.trim()).toBe('㐂𠮷一⼀ 2026')
      expect(run('qpdf', ['--check', path]).status).toBe(0)
      const fontList = run('pdffonts', [path]).output
      expect(fontList).toMatch(/[A-Z]{6}\+LXGWWenKai-\w+ +CID TrueType +Identity-H +yes yes yes/)
    },
    'pdftotext',
  )

  testWithFonts('a missing character stops the drawing by name', (fonts) => {
    const { update } = open()
    const text: DrawingItem = { kind: 'text', text: '甲\u{10fffd}', x: 0, y: 9, size: 9, face: 'hei' }
    expect(() => DrawingWriter.on(update, fonts).form(page(text))).toThrow(
      expect.objectContaining({ characters: ['\u{10fffd}'] }),
    )
  })

  test('a number taken for later must be filled', () => {
    const { update } = open()
    update.reserve()
    expect(() => update.build()).toThrow('never set')
  })
})

testWithFonts(
  'a line is as wide as it was measured, with stretch, spacing and other fonts for rare characters',
  (fonts) => {
    for (const style of [{}, { stretch: 0.7 }, { spacing: 4 }, { stretch: 1.5, spacing: -1 }]) {
      const line = { size: 24, face: 'song' as const, ...style }
      const text = '名𠮷 Wi1'
      const items: DrawingItem[] = [
        { kind: 'text', text: `${text}■`, x: 10, y: 40, ...line },
        { kind: 'text', text: '■', x: 10 + lineWidth(fonts, { text, ...line }), y: 90, ...line },
      ]
      const raster = rasterise(scratch, writeDocument([{ width: 400, height: 100, items }], { fonts }))
      const lastInk = (y: number) => {
        for (let x = raster.width - 1; x >= 0; x--) if (raster.at(x, y)[0] < 128) return x
        return -1
      }
      expect(lastInk(32)).toBeGreaterThan(60)
      expect(Math.abs(lastInk(32) - lastInk(82))).toBeLessThanOrEqual(1)
    }
  },
  'pdftoppm',
)
