import fc from 'fast-check'
import type { DrawnText, Drawing, RasterImage } from '../appearance/drawing'
import { FontSet, MissingGlyphs } from '../fonts/font-set'
import type { Control, ControlKind, DrawnValues } from './control'
import { drawControl } from './draw-control'
import { boxFor, capacityOf, MINIMUM_SIZE, PADDING, TextDoesNotFit } from './text-layout'

const fonts = FontSet.open()
const base = { name: '控件', required: false }
const image = (width: number, height: number, orientation?: number): RasterImage => ({
  kind: 'pixels',
  width,
  height,
  rgb: Buffer.alloc(3 * width * height),
  orientation,
})

const samples: { [K in ControlKind]: { control: Control<K>; value: DrawnValues[K]; shows: string } } = {
  text: { control: { ...base, kind: 'text' }, value: '张三', shows: '张三' },
  'multi-line-text': { control: { ...base, kind: 'multi-line-text' }, value: '甲\n乙', shows: '甲乙' },
  'check-boxes': {
    control: { ...base, kind: 'check-boxes', options: ['甲', '乙'] },
    value: ['乙'],
    shows: '甲乙',
  },
  selector: { control: { ...base, kind: 'selector', options: ['月付'] }, value: '月付', shows: '月付' },
  number: { control: { ...base, kind: 'number', grouped: true }, value: '-1234.50', shows: '-1,234.50' },
  date: {
    control: { ...base, kind: 'date', format: 'YYYY年MM月DD日' },
    value: '2026-11-22',
    shows: '2026年11月22日',
  },
  image: { control: { ...base, kind: 'image' }, value: image(40, 20), shows: '' },
  attachment: {
    control: { ...base, kind: 'attachment', placement: 'inside' },
    value: [image(4, 2)],
    shows: '',
  },
  email: { control: { ...base, kind: 'email' }, value: 'a@b.cn', shows: 'a@b.cn' },
  address: { control: { ...base, kind: 'address' }, value: '世纪大道1000号', shows: '世纪大道1000号' },
  education: { control: { ...base, kind: 'education' }, value: '本科', shows: '本科' },
  gender: { control: { ...base, kind: 'gender' }, value: '女', shows: '女' },
  table: {
    control: { ...base, kind: 'table', columns: [{ title: '品名' }, { title: '数量' }] },
    value: [['笔', '3']],
    shows: '品名数量笔3',
  },
  region: {
    control: { ...base, kind: 'region' },
    value: { province: '北京市', city: '北京市', district: '朝阳区' },
    shows: '北京市朝阳区',
  },
  'signer-information': {
    control: { ...base, kind: 'signer-information', information: 'signer-name' },
    value: '㐂𠮷',
    shows: '㐂𠮷',
  },
  'signing-opinion': {
    control: { ...base, kind: 'signing-opinion', statement: '我同意签署' },
    value: '我同意签署',
    shows: '我同意签署',
  },
  approval: {
    control: {
      ...base,
      kind: 'approval',
      comments: { choice: 'single', options: ['同意', '不同意'], required: false },
      remarks: { required: false },
    },
    value: { comments: ['同意'], remarks: '照办' },
    shows: '同意不同意照办',
  },
  'signing-date': {
    control: { ...base, kind: 'signing-date', format: 'YYYY.MM.DD' },
    value: '2026-01-02',
    shows: '2026.01.02',
  },
}
const kinds = Object.keys(samples) as ControlKind[]
const size = { width: 200, height: 60 }

const textsOf = (drawing: Drawing) => drawing.items.filter((item): item is DrawnText => item.kind === 'text')
const shown = (drawing: Drawing) =>
  textsOf(drawing)
    .map(({ text }) => text)
    .join('')
const strokes = (drawing: Drawing) =>
  drawing.items.flatMap((item) => (item.kind === 'shapes' ? item.shapes.map(({ d }) => d.length) : []))

/** Nothing may leave the box: the appearance would be cut there. */
function expectInside(drawing: Drawing) {
  for (const item of drawing.items) {
    if (item.kind === 'text') {
      const width = fonts.widthOf(item.text, item.face) * item.size
      expect(item.x).toBeGreaterThanOrEqual(PADDING - 1e-6)
      expect(item.x + width).toBeLessThanOrEqual(drawing.width - PADDING + 1e-6)
      expect(item.y - 0.88 * item.size).toBeGreaterThanOrEqual(-1e-6)
      expect(item.y + 0.12 * item.size).toBeLessThanOrEqual(drawing.height + 1e-6)
    } else if (item.kind === 'image') {
      expect(Math.min(item.x, item.y)).toBeGreaterThanOrEqual(0)
      expect(item.x + item.width).toBeLessThanOrEqual(drawing.width + 1e-6)
      expect(item.y + item.height).toBeLessThanOrEqual(drawing.height + 1e-6)
    } else if (item.kind === 'shapes')
      for (const command of item.shapes.flatMap(({ d }) => d))
        for (let i = 1; i + 1 < command.length; i += 2) {
          expect(command[i]).toBeGreaterThanOrEqual(-1e-6)
          expect(command[i]).toBeLessThanOrEqual(drawing.width + 1e-6)
          expect(command[i + 1]).toBeGreaterThanOrEqual(-1e-6)
          expect(command[i + 1]).toBeLessThanOrEqual(drawing.height + 1e-6)
        }
  }
}

describe('drawing controls (TPL-24 to TPL-49)', () => {
  test.each(kinds)('%s: its value inside its box; nothing when it is not filled', (kind) => {
    const { control, value, shows } = samples[kind]
    const drawing = drawControl(control, value, fonts, size)
    expect(shown(drawing)).toBe(shows)
    expect(drawing.items.length).toBeGreaterThan(0)
    expectInside(drawing)
    expect(drawControl(control, null, fonts, size).items).toEqual([])
  })

  test('blank texts, no rows, no files draw nothing', () => {
    expect(drawControl(samples.text.control, '  ', fonts, size).items).toEqual([])
    expect(drawControl(samples.table.control, [], fonts, size).items).toEqual([])
    expect(drawControl(samples.approval.control, { comments: [], remarks: '' }, fonts, size).items).toEqual(
      [],
    )
    const between = { ...samples.attachment.control, placement: 'between-pages' } as const
    expect(drawControl(between, [image(4, 2)], fonts, size).items).toEqual([])
  })

  test('a text is set smaller to fit, then refused as LENGTH; nothing is cut off', () => {
    const box = { width: 100, height: 20 }
    const sizeOf = (count: number) =>
      textsOf(drawControl(samples.text.control, '字'.repeat(count), fonts, box))[0]?.size
    expect([sizeOf(8), sizeOf(9), sizeOf(16)]).toEqual([12, 10.5, MINIMUM_SIZE])
    expect(() => sizeOf(17)).toThrow(TextDoesNotFit)
    expect(() => sizeOf(17)).toThrow(expect.objectContaining({ code: 'LENGTH' }))
    const lines = (count: number) =>
      drawControl(samples['multi-line-text'].control, '字'.repeat(count), fonts, box)
    expect(shown(lines(32))).toBe('字'.repeat(32))
    expect(() => lines(33)).toThrow(TextDoesNotFit)
  })

  test('whatever is typed stays inside the box and whole, or is refused by name', () => {
    const piece = fc.constantFrom('甲', '，', '（', '）', ' ', 'Contract', '12.5%', '𠮷', '\n', '——')
    const kind = fc.constantFrom('text', 'multi-line-text', 'signer-information', 'address')
    const seen = (text: string) => text.replace(/\s/g, '')
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 60 }),
        kind,
        fc.integer({ min: 4, max: 300 }),
        fc.integer({ min: 4, max: 120 }),
        fc.constantFrom('left', 'center', 'right'),
        (pieces, which, width, height, align) => {
          const text = pieces.join('')
          const control = { ...samples[which as 'text'].control, align } as Control<'text'>
          try {
            const drawing = drawControl(control, text, fonts, { width, height })
            expect(seen(shown(drawing))).toBe(seen(text))
            expectInside(drawing)
          } catch (error) {
            if (!(error instanceof TextDoesNotFit)) throw error
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  test('"up to n characters": that many full-width ones fit at the set size, for every box (TPL-49)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 400 }),
        fc.integer({ min: 15, max: 200 }),
        fc.constantFrom(6, 9, 12, 14.5, 24),
        fc.constantFrom('text', 'multi-line-text'),
        (width, height, points, kind) => {
          const setting = { size: points, lines: kind === 'text' ? 'one' : 'many' } as const
          const capacity = capacityOf({ width, height }, setting)
          if (capacity === 0 || height < points) return
          const control = { ...samples[kind as 'text'].control, size: points }
          const drawn = textsOf(drawControl(control, '国'.repeat(capacity), fonts, { width, height }))
          expect(drawn.every((item) => item.size === points)).toBe(true)
        },
      ),
      { numRuns: 100 },
    )
    expect(capacityOf(boxFor(20, {}), { lines: 'one' })).toBe(20)
  })

  test('characters that no font has are named, all of them', () => {
    const draw = () => drawControl(samples.text.control, '张\u{e000}三\u{10fffd}', fonts, size)
    expect(draw).toThrow(MissingGlyphs)
    expect(draw).toThrow(expect.objectContaining({ characters: ['\u{e000}', '\u{10fffd}'] }))
  })

  test('alignment and centring', () => {
    const at = (align: 'left' | 'center' | 'right') =>
      textsOf(drawControl({ ...samples.text.control, align }, '国国', fonts, { width: 124, height: 22 }))[0]!
    expect([at('left').x, at('center').x, at('right').x]).toEqual([1, 50, 99])
    expect(at('left').y).toBeCloseTo(5 + 0.88 * 12)
  })

  test('faces: song and kai; kai is thickened for bold, the others have a bold of their own', () => {
    const look = (font: 'hei' | 'song' | 'kai') => {
      const [item] = textsOf(drawControl({ ...samples.text.control, font, bold: true }, '甲', fonts, size))
      return [item?.face, item?.emboldened]
    }
    expect([look('hei'), look('song'), look('kai')]).toEqual([
      ['hei-bold', undefined],
      ['song-bold', undefined],
      ['kai', true],
    ])
  })

  test('check boxes: every option has its box, only chosen ones a tick; rows go on below (TPL-36)', () => {
    const options = ['甲', '乙', '丙']
    const control: Control<'check-boxes'> = { ...base, kind: 'check-boxes', options }
    const drawing = (ticked: string[], box = size) => drawControl(control, ticked, fonts, box)
    expect(strokes(drawing(['甲', '丙']))).toEqual([15, 6])
    expect(strokes(drawing(['乙']))).toEqual([15, 3])
    const rows = (width: number) =>
      new Set(textsOf(drawing(['乙'], { width, height: 80 })).map(({ y }) => y)).size
    expect([rows(200), rows(70), rows(30)]).toEqual([1, 2, 3])
    const narrow = drawControl({ ...control, options: ['一个很长的选项文字'] }, [], fonts, {
      width: 60,
      height: 60,
    })
    expect(textsOf(narrow).length).toBeGreaterThan(1)
    expectInside(narrow)
    expect(() => drawing(['乙'], { width: 20, height: 12 })).toThrow(TextDoesNotFit)
    expect(
      strokes(drawControl({ ...control, options: [''] }, [''], fonts, { width: 14, height: 14 })),
    ).toEqual([5, 3])
  })

  test('an image keeps its proportions in its frame, also when it lies on its side (TPL-40)', () => {
    const [wide] = drawControl(samples.image.control, image(40, 20), fonts, { width: 100, height: 100 }).items
    expect(wide).toMatchObject({ x: 0, y: 25, width: 100, height: 50 })
    const [turned] = drawControl(samples.image.control, image(40, 20, 6), fonts, {
      width: 100,
      height: 100,
    }).items
    expect(turned).toMatchObject({ x: 25, y: 0, width: 50, height: 100 })
    const many = drawControl(samples.attachment.control, Array(5).fill(image(4, 3)), fonts, size)
    expect(many.items).toHaveLength(5)
    expectInside(many)
  })

  test('tables: cells wrap, columns take their shares, too many rows are set smaller and then refused (TPL-46)', () => {
    const control: Control<'table'> = {
      ...base,
      kind: 'table',
      columns: [
        { title: '品名', width: 3 },
        { title: '数量', align: 'right' },
      ],
    }
    const rows = (count: number) =>
      Array.from({ length: count }, (_, i) => [`货物名称很长需要换行显示第${i}项`, '1,000'])
    const drawing = drawControl(control, rows(3), fonts, { width: 160, height: 150 })
    expectInside(drawing)
    const ends = textsOf(drawing).filter(({ text }) => text === '1,000')
    expect(ends).toHaveLength(3)
    for (const end of ends) expect(end.x).toBeGreaterThan(120)
    expect(() => drawControl(control, rows(60), fonts, { width: 160, height: 150 })).toThrow(TextDoesNotFit)
  })

  test('approval: comments above, remarks below; a deleted half leaves its room (TPL-24)', () => {
    const { control } = samples.approval
    const both = textsOf(drawControl(control, { comments: ['同意'], remarks: '照办' }, fonts, size))
    const y = (text: string) => both.find((item) => item.text === text)?.y ?? NaN
    expect(y('同意')).toBeLessThan(y('照办'))
    const alone = drawControl(
      { ...control, comments: undefined },
      { comments: [], remarks: '照办' },
      fonts,
      size,
    )
    expect(textsOf(alone)[0]?.y).toBeLessThan(y('照办'))
  })
})
