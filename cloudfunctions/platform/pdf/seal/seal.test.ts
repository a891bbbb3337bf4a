import { deflateRawSync } from 'node:zlib'
import { EmptyHandwriting, handwriting } from '../appearance/handwriting'
import { pictureToSvg } from '../appearance/svg'
import { systemSignature, textLine } from '../appearance/text'
import type { PathCommand, VectorPicture } from '../appearance/vector-picture'
import { FontsMissing } from '../fonts/font-directory'
import { FontSet, MissingGlyphs } from '../fonts/font-set'
import { drawSeal, type SealDesign, SealError } from './seal-design'

function openFonts(): FontSet | null {
  try {
    return FontSet.open()
  } catch (error) {
    if (error instanceof FontsMissing) return null
    throw error
  }
}
const fonts = openFonts()
const withFonts = fonts ? test : test.skip
const why = fonts ? '' : ' (SKIPPED: dist/fonts is missing, run scripts/build-fonts.mjs)'
const set = fonts as FontSet

const points = (path: readonly PathCommand[]): [number, number][] =>
  path.flatMap((command) => {
    const values = command.slice(1).map(Number)
    return values.length >= 2 ? [[values.at(-2) ?? 0, values.at(-1) ?? 0] as [number, number]] : []
  })

const inside = (picture: VectorPicture) => {
  for (const shape of picture.shapes)
    for (const [x, y] of points(shape.d)) {
      expect(x).toBeGreaterThanOrEqual(-0.01)
      expect(y).toBeGreaterThanOrEqual(-0.01)
      expect(x).toBeLessThanOrEqual(picture.width + 0.01)
      expect(y).toBeLessThanOrEqual(picture.height + 0.01)
    }
}

const longest = '中国石油化工股份有限公司新疆维吾尔自治区乌鲁木齐市石油分公司'

describe('seals', () => {
  const designs: SealDesign[] = [
    { kind: 'official', name: '上海云杉科技有限公司', code: '3101150287416' },
    { kind: 'official', name: '云杉科技' },
    {
      kind: 'contract',
      name: '中国石油化工股份有限公司新疆维吾尔自治区乌鲁木齐石油分公司',
      code: '3101150287416',
    },
    { kind: 'finance', name: '上海云杉科技有限公司', color: 'blue' },
    { kind: 'hr', name: '上海云杉科技有限公司', bottomLine: '人力资源部专用章' },
    { kind: 'ellipse', name: '上海云杉科技有限公司', code: '91310115MA1K4XYZ0P' },
    { kind: 'legal-representative', name: '王小雨' },
    { kind: 'legal-representative', name: '阿不都·热合曼·买买提' },
    { kind: 'name', name: '㐂𠮷', color: 'black' },
    { kind: 'other', shape: 'circle', name: longest, text: '项目部资料专用章签订经济合同无效此章为证' },
    { kind: 'other', shape: 'ellipse', name: longest, text: '项目部资料专用章签订经济合同无效此章为证' },
    { kind: 'other', shape: 'rectangle', name: longest, text: '项目部资料专用章签订经济合同无效此章为证' },
    { kind: 'other', shape: 'rectangle', text: '印' },
    { kind: 'legal-representative', name: '王小雨', style: 'kai-white' },
  ]

  withFonts.each(designs)(
    `$kind seal of $name stays within its size and packs to less than 45 KB${why}`,
    (design) => {
      const picture = drawSeal(design, set)
      inside(picture)
      expect(deflateRawSync(JSON.stringify(picture)).length).toBeLessThan(45_000)
    },
  )

  withFonts(`ink of an arc name stays between ring and star: no glyph touches another part${why}`, () => {
    const picture = drawSeal({ kind: 'official', name: '上海云杉科技有限公司' }, set)
    const [centre, radius] = [picture.width / 2, picture.width / 2]
    const ink = points(picture.shapes[1]?.d ?? []).map(
      ([x, y]) => Math.hypot(x - centre, y - centre) / radius,
    )
    const star = ink.filter((r) => r < 0.35)
    const name = ink.filter((r) => r >= 0.35)
    expect(star).toHaveLength(10)
    expect(Math.min(...name)).toBeGreaterThan(0.6)
    expect(Math.max(...name)).toBeLessThan(0.91)
  })

  withFonts(`a name that is too short or too long, or a malformed code, is refused by name${why}`, () => {
    expect(() => drawSeal({ kind: 'official', name: '云杉' }, set)).toThrow(SealError)
    expect(() => drawSeal({ kind: 'official', name: '云'.repeat(31) }, set)).toThrow(SealError)
    expect(() => drawSeal({ kind: 'official', name: '云杉科技', code: '12' }, set)).toThrow(SealError)
  })

  withFonts(`SVG of a stored picture holds nothing but paths and colours${why}`, () => {
    const hostile: VectorPicture = {
      width: 1,
      height: 1,
      shapes: [{ d: [['Z']], fill: '"/><script>alert(1)</script>' }],
    }
    expect(pictureToSvg(hostile)).not.toContain('script')
    expect(pictureToSvg(drawSeal(designs[0] as SealDesign, set))).toMatch(
      /^<svg [^>]+>(<path d="[MLQCZ\d .-]+" fill="#c5372c"[^>]*\/>)+<\/svg>$/,
    )
  })
})

describe('text as outlines', () => {
  withFonts(
    `rare names are drawn from a fallback font, never as boxes: 㐂 and 𠮷 in every face${why}`,
    () => {
      for (const face of ['hei', 'hei-bold', 'song', 'song-bold', 'kai'] as const) {
        expect(set.missingIn('㐂𠮷田', face)).toEqual([])
        expect(textLine(set, '㐂𠮷', { face, size: 10 }).shapes[0]?.d.length).toBeGreaterThan(20)
      }
    },
  )

  withFonts(`a character that no font has is an error naming it, nothing is drawn${why}`, () => {
    expect(() => systemSignature(set, '王\u{10ffff}')).toThrow(MissingGlyphs)
    expect(set.missingIn('王\u{10ffff}')).toEqual(['\u{10ffff}'])
  })
})

describe('handwriting (SIGN-07 kind 1)', () => {
  const line = Array.from({ length: 40 }, (_, i) => ({
    x: 20 + 5 * i,
    y: 60 + 30 * Math.sin(i / 4),
    t: 10 * i,
  }))

  test('is the same picture from pads of any size', () => {
    const small = handwriting([line])
    const large = handwriting([line.map((point) => ({ ...point, x: 3 * point.x, y: 3 * point.y }))])
    expect(large.width).toBeCloseTo(small.width, 1)
    expect(large.height).toBeCloseTo(small.height, 1)
    inside(small)
  })

  test('minutes of scribbling still fit into a stored document', () => {
    const long = Array.from({ length: 100 }, (_, k) =>
      Array.from({ length: 400 }, (_, i) => ({
        x: 200 + 150 * Math.sin(i * 0.3 + k),
        y: 100 + 80 * Math.cos(i * 0.2 * k),
        t: 8 * i,
      })),
    )
    expect(JSON.stringify(handwriting(long)).length).toBeLessThan(100_000)
  })

  test('a fast pen leaves a thinner line', () => {
    const slow = line.map((point, i) => ({ ...point, t: 10 * i }))
    const half = line.map((point, i) => ({ ...point, t: i < 20 ? 40 * i : 800 + 4 * (i - 20) }))
    expect(JSON.stringify(handwriting([half]))).not.toBe(JSON.stringify(handwriting([slow])))
  })

  test('nothing, a dot or a scratch is no signature', () => {
    for (const strokes of [
      [],
      [[{ x: 5, y: 5 }]],
      [
        [
          { x: 5, y: 5 },
          { x: 6, y: 5 },
        ],
      ],
    ])
      expect(() => handwriting(strokes)).toThrow(EmptyHandwriting)
  })
})
