import { createCanvas, loadImage, Path2D } from '@napi-rs/canvas'
import type { PathCommand, VectorPicture } from '../appearance/vector-picture'
import { pictureToSvg } from '../appearance/svg'
import { FontsMissing } from '../fonts/font-directory'
import { FontSet } from '../fonts/font-set'
import { inkBox } from './glyph-placing'
import { drawSeal, LEGAL_REPRESENTATIVE_STYLES, layOutSeal, type SealDesign, SealError } from './seal-design'
import { solidOutline } from './solid-outline'

function openFonts(): FontSet | null {
  try {
    return FontSet.open()
  } catch (error) {
    if (error instanceof FontsMissing) return null
    throw error
  }
}
const opened = openFonts()
const fonts = opened as FontSet
const withFonts = opened ? test : test.skip
const why = opened ? '' : ' (SKIPPED: dist/fonts is missing, run scripts/build-fonts.mjs)'

/** What a picture covers, one byte a pixel, `scale` pixels a point. */
async function raster(picture: VectorPicture, scale: number) {
  const [width, height] = [Math.ceil(picture.width * scale), Math.ceil(picture.height * scale)]
  const svg = pictureToSvg(picture).replace(
    /width="[\d.]+" height="[\d.]+"/,
    `width="${width}" height="${height}"`,
  )
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.drawImage(await loadImage(Buffer.from(svg)), 0, 0)
  const { data } = context.getImageData(0, 0, width, height)
  return {
    width,
    height,
    ink: Uint8Array.from({ length: width * height }, (_, i) => (data[4 * i + 3]! > 127 ? 1 : 0)),
  }
}

const pathData = (path: readonly PathCommand[]): string => path.map((command) => command.join(' ')).join(' ')

const NAMES = [
  '云杉科技',
  '喀什买买提·吐尔逊食品公司',
  '中国石油化工股份有限公司新疆维吾尔自治区乌鲁木齐市石油分公司',
  '国'.repeat(30),
]
const CODE = '3101150287416'
const TAX = '91310115MA1K4XYZ0P'

const designs: SealDesign[] = [
  ...NAMES.flatMap((name): SealDesign[] => [
    { kind: 'official', name, code: CODE },
    { kind: 'contract', name, code: CODE },
    { kind: 'hr', name, bottomLine: '人力资源部聘用专用章', code: CODE },
    { kind: 'ellipse', name, code: TAX },
    { kind: 'ellipse', name },
    ...[8, 20].flatMap((length): SealDesign[] => [
      { kind: 'other', shape: 'circle', name, text: '鑫'.repeat(length) },
      { kind: 'other', shape: 'ellipse', name, text: '鑫'.repeat(length) },
      { kind: 'other', shape: 'rectangle', name, text: '鑫'.repeat(length) },
      { kind: 'other', shape: 'rectangle', text: '鑫'.repeat(length) },
    ]),
  ]),
  ...['张三', '赵钱孙李周', '阿依古丽·买买提', '㐂𠮷'].flatMap((name): SealDesign[] => [
    ...LEGAL_REPRESENTATIVE_STYLES.map((style): SealDesign => ({
      kind: 'legal-representative',
      name,
      style,
    })),
    { kind: 'name', name },
  ]),
]
const titleOf = (design: SealDesign) => JSON.stringify(design)

describe('what is on a seal stays apart', () => {
  withFonts.each(designs.map((design): [string, SealDesign] => [titleOf(design), design]))(
    `no character touches its neighbour, the star, the code or the border: %s${why}`,
    (_, design) => {
      const { layout } = layOutSeal(design, fonts)
      const scale = 600 / layout.width
      const canvas = createCanvas(600, Math.ceil(layout.height * scale))
      const context = canvas.getContext('2d')
      context.fillStyle = '#000000'
      context.fillRect(0, 0, canvas.width, canvas.height)
      context.scale(scale, scale)
      // Light adds up where two parts cover the same pixel.
      context.globalCompositeOperation = 'lighter'
      context.fillStyle = '#404040'
      for (const mark of layout.marks) context.fill(new Path2D(pathData(mark)))
      context.fill(new Path2D(pathData(layout.border)), 'evenodd')
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
      let brightest = 0
      for (let i = 0; i < data.length; i += 4) brightest = Math.max(brightest, data[i]!)
      expect(brightest).toBeGreaterThan(0x38)
      expect(brightest).toBeLessThan(0x50) // edges of two parts may share a quarter of a pixel of 70 µm
    },
  )

  withFonts(`all ink lies inside the box, the border reaches its edges${why}`, () => {
    for (const design of designs) {
      const picture = drawSeal(design, fonts)
      const box = inkBox(picture.shapes.flatMap(({ d }) => d))
      expect([titleOf(design), box.x >= -0.01, box.y >= -0.01]).toEqual([titleOf(design), true, true])
      expect(box.x + box.width).toBeLessThanOrEqual(picture.width + 0.01)
      expect(box.y + box.height).toBeLessThanOrEqual(picture.height + 0.01)
      expect(box.width).toBeGreaterThan(picture.width - 0.02)
      expect(box.height).toBeGreaterThan(picture.height - 0.02)
    }
  })

  withFonts(
    `the layout is symmetric: a name of one symmetric character gives a seal that mirrors itself${why}`,
    async () => {
      for (const design of [
        { kind: 'official', name: '口'.repeat(9) },
        { kind: 'ellipse', name: '口'.repeat(12) },
        { kind: 'other', shape: 'rectangle', text: '口'.repeat(7) },
      ] satisfies SealDesign[]) {
        const { width, height, ink } = await raster(drawSeal(design, fonts), 4)
        let [covered, differing] = [0, 0]
        for (let y = 0; y < height; y++)
          for (let x = 0; x < width; x++) {
            covered += ink[y * width + x]!
            differing += ink[y * width + x]! ^ ink[y * width + width - 1 - x]!
          }
        // The character itself is drawn with a serif; what is left is its own asymmetry.
        expect(differing / covered).toBeLessThan(0.16)
      }
    },
  )

  withFonts(`the same design always gives the same picture, whatever was drawn before${why}`, () => {
    const again = FontSet.open()
    for (const design of [...designs].reverse().filter((_, i) => i % 13 === 0))
      expect(drawSeal(design, again)).toEqual(drawSeal(design, fonts))
  })
})

describe('designs', () => {
  withFonts(
    `further seals bear 1 to 20 characters in a circle, an ellipse or a rectangle (SEAL-16)${why}`,
    () => {
      for (const shape of ['circle', 'ellipse', 'rectangle'] as const) {
        const draw = (text: string) => () =>
          drawSeal({ kind: 'other', shape, name: '上海云杉科技有限公司', text }, fonts)
        for (const text of ['', ' ', '章'.repeat(21)])
          expect(draw(text)).toThrow(expect.objectContaining({ problem: 'TEXT_LENGTH' }))
        expect(draw('章'.repeat(20))).not.toThrow()
      }
      expect(() => drawSeal({ kind: 'other', shape: 'circle', name: '云', text: '章' }, fonts)).toThrow(
        SealError,
      )
    },
  )

  withFonts(`a legal representative chooses among styles that differ (SEAL-46)${why}`, () => {
    const pictures = LEGAL_REPRESENTATIVE_STYLES.map((style) =>
      JSON.stringify(drawSeal({ kind: 'legal-representative', name: '王小雨', style }, fonts)),
    )
    expect(new Set(pictures).size).toBe(LEGAL_REPRESENTATIVE_STYLES.length)
  })

  withFonts(`white characters are cut out, so that the text beneath shows through them${why}`, async () => {
    const picture = drawSeal({ kind: 'legal-representative', name: '王小雨', style: 'song-white' }, fonts)
    const { ink } = await raster(picture, 4)
    const covered = ink.reduce((sum, value) => sum + value, 0) / ink.length
    expect(covered).toBeGreaterThan(0.5)
    expect(covered).toBeLessThan(0.8)
    expect(picture.shapes).toHaveLength(1)
  })

  withFonts(
    `each kind has its size: 42 mm official, 38 mm finance, 40 × 30 mm invoice, 20 mm square${why}`,
    () => {
      const size = (design: SealDesign) => {
        const { width, height } = drawSeal(design, fonts)
        return [(width * 25.4) / 72, (height * 25.4) / 72].map((value) => Math.round(value))
      }
      const name = '上海云杉科技有限公司'
      expect(size({ kind: 'official', name })).toEqual([42, 42])
      expect(size({ kind: 'finance', name })).toEqual([38, 38])
      expect(size({ kind: 'ellipse', name })).toEqual([40, 30])
      expect(size({ kind: 'legal-representative', name: '王小雨' })).toEqual([20, 20])
    },
  )

  withFonts(`spaces, joiners and forms of the dot do not change a seal${why}`, () => {
    const plain = drawSeal({ kind: 'name', name: '阿依古丽·买买提' }, fonts)
    expect(drawSeal({ kind: 'name', name: ' 阿依古丽‧买\u200b买提 ' }, fonts)).toEqual(plain)
    expect(drawSeal({ kind: 'name', name: '阿依古丽•买\ufe00买提' }, fonts)).toEqual(plain)
  })
})

describe('characters without overlaps', () => {
  const CHARACTERS = '王小雨印之张三欧阳修文阿依古丽孔梁龙鑫㐂𠮷'

  withFonts.each(['song-bold', 'kai', 'hei-bold'] as const)(
    `the even-odd rule fills the outline as the non-zero rule fills the font's, %s${why}`,
    async (face) => {
      for (const glyph of fonts.outlinesOf(CHARACTERS, face)) {
        const full = (d: PathCommand[], evenOdd: boolean) =>
          raster({ width: 120, height: 120, shapes: [{ d: moved(d), fill: '#000000', evenOdd }] }, 2)
        const [expected, got] = [await full(glyph.path, false), await full(solidOutline(glyph.path), true)]
        const differing = expected.ink.reduce((sum, value, i) => sum + (value ^ got.ink[i]!), 0)
        const covered = expected.ink.reduce((sum, value) => sum + value, 0)
        expect(differing).toBeLessThan(0.02 * covered)
      }
    },
  )
})

const moved = (d: readonly PathCommand[]): PathCommand[] =>
  d.map((c) => [c[0], ...c.slice(1).map((v, i) => 100 * (Number(v) + (i % 2 ? 1 : 0.1)))] as PathCommand)
