import { randomBytes } from 'node:crypto'
import { LocalPki } from '../../pki/local-pki'
import type { RasterImage } from '../appearance/drawing'
import { composeRevision0 } from '../compose'
import { fillBeforeSigning } from '../fill-before-signing'
import { FontSet } from '../fonts/font-set'
import { inspectUpload } from '../inspect'
import { PdfDict, PdfString } from '../objects'
import { readFormFields } from '../form-fields'
import { PdfReader } from '../reader'
import { signPdf } from '../sign'
import { decodeTextString } from '../text-string'
import { run, Scratch, testWith } from '../testing/outside-tools'
import { colorName, type Raster, rasterise } from '../testing/raster'
import { samplePdf, type SampleOptions } from '../testing/sample-files'
import { verifyPdf } from '../verify/verify-pdf'
import { controlFills, controlPictures, controlSlots, type PlacedControl } from './control-places'

const fonts = FontSet.open()
const scratch = new Scratch()
let pki: LocalPki
beforeAll(async () => {
  pki = await LocalPki.create(scratch.path('pki'), randomBytes(32))
})
afterAll(() => scratch.remove())

const signatureField = { name: 'sign', page: 0, rect: { x: 250, y: 100, width: 40, height: 20 } }
const personSigner = () => pki.personSigner({ name: '张三', contractId: 'c', digest: '00'.repeat(32) })
/** Red with a blue top left quarter: tells every turn and mirror image from the right one. */
const flag: RasterImage = {
  kind: 'pixels',
  width: 8,
  height: 4,
  rgb: Buffer.from(
    Array.from({ length: 32 }, (_, i) => (i % 8 < 4 && i < 16 ? [0, 0, 255] : [255, 0, 0])).flat(),
  ),
}
const picture: PlacedControl<'image'> = {
  name: 'photo',
  page: 0,
  rect: { x: 40, y: 60, width: 80, height: 40 },
  control: { kind: 'image', name: '照片', required: true },
}
const words: PlacedControl<'multi-line-text'> = {
  name: 'words',
  page: 0,
  rect: { x: 40, y: 120, width: 100, height: 40 },
  control: { kind: 'multi-line-text', name: '说明', required: true, color: '#ff0000', font: 'song' },
}

const cases: [string, SampleOptions][] = [
  ...([0, 90, 180, 270] as const).map((rotate): [string, SampleOptions] => [
    `turned by ${rotate}°, boxes off the origin`,
    { rotate, mediaBox: [-100, 50, 700, 1000], cropBox: [-50, 100, 600, 900] },
  ]),
  ['of UserUnit 2', { flavour: 'stream', userUnit: 2, mediaBox: [0, 0, 300, 421] }],
  ['of UserUnit 0.5, turned by 90°', { rotate: 90, userUnit: 0.5, mediaBox: [10, 10, 1200, 1694] }],
]

/** Where the red and blue of the page lies, in points. */
function expectInPlace(page: Raster) {
  const corner = (x: number, y: number) => colorName(page.at(x, y))
  const { x, y, width, height } = picture.rect
  expect([corner(x + 2, y + 2), corner(x + width / 2 - 2, y + height / 2 - 2)]).toEqual(['blue', 'blue'])
  expect([corner(x + width / 2 + 2, y + 2), corner(x + 2, y + height - 2)]).toEqual(['red', 'red'])
  for (const [outX, outY] of [
    [x - 2, y + 5],
    [x + width + 2, y + 5],
    [x + 5, y - 2],
    [x + 5, y + height + 2],
  ] as const)
    expect(corner(outX, outY)).toBe('white')
  const ink = []
  for (let py = 105; py < 200; py++)
    for (let px = 20; px < 240; px++) {
      const [r, g] = page.at(px, py)
      if (r > 180 && g < 150) ink.push([px, py] as const)
    }
  const xs = ink.map(([px]) => px)
  const ys = ink.map(([, py]) => py)
  // Two lines of eight and four characters of 12 points, from the top left corner of their box.
  expect(Math.min(...xs)).toBeGreaterThanOrEqual(words.rect.x)
  expect(Math.max(...xs)).toBeGreaterThan(words.rect.x + 90)
  expect(Math.max(...xs)).toBeLessThanOrEqual(words.rect.x + words.rect.width)
  expect(Math.min(...ys)).toBeGreaterThanOrEqual(words.rect.y)
  expect(Math.max(...ys)).toBeGreaterThan(words.rect.y + 20)
  expect(Math.max(...ys)).toBeLessThanOrEqual(words.rect.y + 30)
}

describe.each(cases)('controls on a page %s', (_, options) => {
  const source = samplePdf({ ...options, pages: 1 })
  const { pages } = inspectUpload(source)
  const text = '本合同一式两份各执一份'
  const resolution = 72 * (options.userUnit ?? 1)

  testWith('pdftoppm')('values known now stand upright in the page where they were placed', async () => {
    const { base, append } = await composeRevision0({
      source,
      parties: [],
      texts: [...controlPictures(picture, flag, fonts, pages), ...controlPictures(words, text, fonts, pages)],
    })
    expectInPlace(rasterise(scratch, Buffer.concat([base, append]), 0, resolution))
  })

  testWith('pdftoppm')('values filled in the party’s act stand in the same place', async () => {
    const slots = [...controlSlots(picture, pages), ...controlSlots(words, pages)]
    const composed = await composeRevision0({
      source,
      parties: [{ id: 'p', signatureFields: [signatureField], slots }],
    })
    const base = Buffer.concat([composed.base, composed.append])
    const { append } = await signPdf({
      base,
      fieldName: 'sign',
      appearance: null,
      slots: [...controlFills(picture, flag, fonts, pages), ...controlFills(words, text, fonts, pages)],
      date: new Date(),
      signer: await personSigner(),
    })
    const file = Buffer.concat([base, append])
    expectInPlace(rasterise(scratch, file, 0, resolution))
    const found = run('pdftotext', [scratch.file('t.pdf', file), '-']).output.replace(/\s/g, '')
    expect(found).toContain(text)
  })
})

describe('controls as places', () => {
  const pages = Array.from({ length: 3 }, () => ({ width: 595, height: 842 }))
  const onAll: PlacedControl<'text'> = {
    name: 'no',
    page: 1,
    rect: { x: 500, y: 10, width: 80, height: 16 },
    control: { kind: 'text', name: '编号', required: false, pages: 'all' },
  }

  test('one value at the same spot of every page, drawn once (TPL-48)', () => {
    expect(controlSlots(onAll, pages).map(({ name, page }) => [name, page])).toEqual([
      ['no-p0', 0],
      ['no-p1', 1],
      ['no-p2', 2],
    ])
    const fills = controlFills(onAll, 'QL-1', fonts, pages)
    expect(fills.map(({ name }) => name)).toEqual(['no-p0', 'no-p1', 'no-p2'])
    expect(new Set(fills.map((fill) => fill.picture)).size).toBe(1)
    expect(controlPictures(onAll, 'QL-1', fonts, pages).map(({ page }) => page)).toEqual([0, 1, 2])
    expect(controlFills(onAll, null, fonts, pages)).toEqual([])
    expect(controlPictures(onAll, '', fonts, pages)).toEqual([])
  })

  test('a slot tells screen readers what it is for', async () => {
    const { base, append } = await composeRevision0({
      source: samplePdf({ pages: 3 }),
      parties: [
        {
          id: 'p',
          signatureFields: [{ ...signatureField, label: '甲方签名' }],
          slots: controlSlots(onAll, pages),
        },
      ],
    })
    const fields = readFormFields(PdfReader.open(Buffer.concat([base, append])))
    const label = (name: string) => {
      const held = fields.get(name)?.dict.get('TU')
      return held instanceof PdfString ? decodeTextString(held) : null
    }
    expect([label('no-p2'), label('sign')]).toEqual(['编号', '甲方签名'])
  })

  test('fills before the first signature are a revision of their own; after it they are refused by name', async () => {
    const source = samplePdf({ pages: 3 })
    const composed = await composeRevision0({
      source,
      parties: [{ id: 'p', signatureFields: [signatureField], slots: controlSlots(onAll, pages) }],
    })
    const base = Buffer.concat([composed.base, composed.append])
    const [first, ...others] = controlFills(onAll, '合同编号一', fonts, pages)
    const filled = Buffer.concat([base, fillBeforeSigning(base, [first!], { fonts })])
    expect(() => fillBeforeSigning(filled, [first!])).toThrow(expect.objectContaining({ code: 'refused' }))
    expect(() => fillBeforeSigning(base, [first!, first!])).toThrow(
      expect.objectContaining({ code: 'refused' }),
    )
    const { append } = await signPdf({
      base: filled,
      fieldName: 'sign',
      appearance: null,
      slots: others,
      date: new Date(),
      signer: await personSigner(),
    })
    const signed = Buffer.concat([filled, append])
    expect(verifyPdf(signed, { roots: pki.roots() }).verdict).toBe('intact')
    expect(() => fillBeforeSigning(signed, [])).toThrow(
      expect.objectContaining({ code: 'FILL_AFTER_SIGNATURE' }),
    )
  })

  test('each revision embeds the characters that its own fills need, and only those', async () => {
    const slots = ['a', 'b'].map((name) => ({
      ...onAll,
      name,
      control: { ...onAll.control, pages: 'current' as const },
    }))
    const composed = await composeRevision0({
      source: samplePdf({ pages: 3 }),
      parties: [
        {
          id: 'p',
          signatureFields: [signatureField, { ...signatureField, name: 'second', page: 1 }],
          slots: slots.flatMap((slot) => controlSlots(slot, pages)),
        },
      ],
    })
    let file = Buffer.concat([composed.base, composed.append])
    const sizes = []
    for (const [i, text] of ['千里之行', '始于足下'].entries()) {
      const { append } = await signPdf({
        base: file,
        fieldName: ['sign', 'second'][i]!,
        appearance: null,
        slots: controlFills(slots[i]!, text, fonts, pages),
        date: new Date(),
        signer: await personSigner(),
      })
      sizes.push(append.length)
      file = Buffer.concat([file, append])
    }
    const embedded = [...Array(200).keys()]
      .map((num) => PdfReader.open(file).object(num))
      .filter((object) => object instanceof PdfDict && object.has('ToUnicode'))
    expect(embedded).toHaveLength(2)
    // A signature of P-256 with room for its chain, and four glyphs: nowhere near a font.
    for (const size of sizes) expect(size).toBeLessThan(40_000)
  })
})
