import { readFileSync } from 'node:fs'
import { composeRevision0 } from './compose'
import type { PdfDict } from './objects'
import { PdfReader } from './reader'
import { signPdf } from './sign'
import { run, Scratch, testWith } from './testing/outside-tools'
import { colorName, rasterise } from './testing/raster'
import { samplePdf } from './testing/sample-files'
import { LocalPki } from '../pki/local-pki'
import { randomBytes } from 'node:crypto'

const scratch = new Scratch()
afterAll(() => scratch.remove())

const utf16 = (text: string) => `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`
const stream = (dict: string, content: string) =>
  `<<${dict}/Length ${content.length}>>\nstream\n${content}\nendstream`
const widget = (entries: string) => `<</Type/Annot/Subtype/Widget/F 4/P 4 0 R${entries}>>`

/** One page whose widgets are objects 6, 7, …; `others` come after them. */
function formFile(widgets: string[], form = '', others: string[] = []): Buffer {
  const refs = widgets.map((_, i) => `${6 + i} 0 R`).join(' ')
  return samplePdf({
    pages: 1,
    page: `/Annots[${refs}]`,
    catalog: `/AcroForm<</Fields[${refs}]/DA(/Helv 12 Tf 0 g)${form}>>`,
    extra: () => [...widgets.map(widget), ...others],
  })
}
const compose = async (source: Buffer) => {
  const { base, append } = await composeRevision0({ source, parties: [] })
  return Buffer.concat([base, append])
}
const formOf = (file: Buffer) => {
  const reader = PdfReader.open(file)
  return reader.getDict(reader.catalog, 'AcroForm')
}
const textOf = (file: Buffer) =>
  run('pdftotext', ['-layout', scratch.file('t.pdf', file), '-'])
    .output.replace(/\s+/g, ' ')
    .trim()

describe('an uploaded form keeps its look for good', () => {
  testWith('pdftotext')(
    'values that only a viewer would have drawn are drawn, whatever the viewer',
    async () => {
      const source = formFile(
        [
          `/FT/Tx/T(a)/V${utf16('甲方：张三')}/Rect[100 700 300 720]`,
          `/FT/Tx/T(b)/Ff 4096/V${utf16('第一行\r第二行')}/Rect[100 600 300 660]`,
          '/FT/Ch/T(c)/Ff 131072/V(y)/Opt[[(m)(monthly)][(y)(yearly)]]/Rect[100 560 300 580]',
          '/FT/Tx/T(d)/Ff 16777216/MaxLen 4/V(1234)/Rect[100 520 300 540]',
          '/FT/Tx/T(e)/Ff 8192/V(secret)/Rect[100 480 300 500]',
          '/FT/Tx/T(f)/Rect[100 440 300 460]',
        ],
        '/NeedAppearances true',
      )
      const file = await compose(source)
      expect(formOf(file)?.has('NeedAppearances')).toBe(false)
      const text = textOf(file)
      for (const part of ['甲方：张三', '第一行', '第二行', 'yearly', '******', '1 2 3 4'])
        expect(text).toContain(part)
      expect(text).not.toContain('secret')
      expect(run('qpdf', ['--check', scratch.file('c.pdf', file)]).output).toContain(
        'No syntax or stream encoding',
      )
    },
  )

  testWith('pdftotext')('a list box shows its options, whether one is chosen or none', async () => {
    const options = '/Opt[(five)(six)[(7)(seven)](eight)(nine)]/DA(/Helv 10 Tf 0 g)'
    const file = await compose(
      formFile(
        [
          `/FT/Ch/T(a)/V()${options}/Rect[100 700 200 760]`,
          `/FT/Ch/T(b)/V(7)/TI 2${options}/Rect[100 600 200 620]`,
        ],
        '/NeedAppearances true',
      ),
    )
    expect(textOf(file)).toBe('five six seven eight nine seven eight Page 1')
    const page = rasterise(scratch, file)
    expect(page.at(180, 842 - 615)).toEqual([0x99, 0xc1, 0xda])
    expect(page.at(180, 842 - 605)).toEqual([255, 255, 255])
  })

  testWith('pdftoppm')('text stands where poppler itself drew it for the upload', async () => {
    const source = formFile(
      [
        '/FT/Tx/T(a)/Q 0/V(HHHHHH)/DA(/Helv 14 Tf 1 0 0 rg)/Rect[100 700 300 724]',
        '/FT/Tx/T(b)/V(HHHHHH)/DA(/Helv 14 Tf 1 0 0 rg)/Rect[100 600 300 624]',
        '/FT/Tx/T(c)/MK<</BG[1 1 0]/BC[0 0 1]>>/BS<</W 4>>/Rect[100 500 300 524]',
        '/FT/Tx/T(d)/Rect[100 400 300 424]',
      ],
      '/Q 2/NeedAppearances true/DR<</Font<</Helv 3 0 R>>>>',
    )
    const inkOf = (file: Buffer, fromY: number) => {
      const page = rasterise(scratch, file)
      const xs = []
      for (let y = fromY; y < fromY + 24; y++)
        for (let x = 0; x < page.width; x++) {
          const [r, g, b] = page.at(x, y)
          if (r > 200 && g < 120 && b < 120) xs.push(x)
        }
      return [Math.min(...xs), Math.max(...xs)] as const
    }
    const file = await compose(source)
    for (const y of [842 - 724, 842 - 624]) {
      const [left, right] = inkOf(source, y)
      const [ourLeft, ourRight] = inkOf(file, y)
      expect(Math.abs(left - ourLeft)).toBeLessThan(6)
      expect(Math.abs(right - ourRight)).toBeLessThan(14)
    }
    const page = rasterise(scratch, file)
    expect(colorName(page.at(200, 842 - 512))).toBe('yellow')
    expect(colorName(page.at(102, 842 - 512))).toBe('blue')
    const reader = PdfReader.open(file)
    const drawn = [6, 7, 8, 9].map((num) => (reader.object(num) as PdfDict).has('AP'))
    expect(drawn).toEqual([true, true, true, false])
  })

  testWith('pdftoppm')('boxes keep the state they show; one without appearance gets its tick', async () => {
    const on = stream('/Type/XObject/Subtype/Form/BBox[0 0 20 20]/Resources<<>>', '0 0 1 rg 0 0 20 20 re f')
    const off = stream('/Type/XObject/Subtype/Form/BBox[0 0 20 20]/Resources<<>>', '')
    const source = formFile(
      [
        '/FT/Btn/T(a)/V/On/AS/On/AP<</N<</On 9 0 R/Off 10 0 R>>>>/Rect[100 700 120 720]',
        '/FT/Btn/T(b)/V/Off/AS/Off/AP<</N<</On 9 0 R/Off 10 0 R>>>>/Rect[100 600 120 620]',
        '/FT/Btn/T(c)/V/Yes/Rect[100 500 120 520]',
      ],
      '/NeedAppearances true',
      [on, off],
    )
    const page = rasterise(scratch, await compose(source))
    expect(colorName(page.at(110, 842 - 710))).toBe('blue')
    expect(colorName(page.at(110, 842 - 610))).toBe('white')
    let black = 0
    for (let y = 842 - 520; y < 842 - 500; y++)
      for (let x = 100; x < 120; x++) if (colorName(page.at(x, y)) === 'black') black++
    expect(black).toBeGreaterThan(10)
  })

  testWith('pdftoppm')(
    'a state whose picture is none is drawn, as the flag asks; a sound one is kept',
    async () => {
      const broken = stream('/Resources<<>>', '0 0 1 rg 0 0 20 20 re f') // no form: it has no /BBox
      const look = '/MK<</BC[1 0 0]/BG[1 1 0]>>'
      const fields = [
        `/FT/Btn/T(a)/V/On/AS/On${look}/AP<</N<</On 9 0 R/Off/Off>>>>/Rect[100 700 120 720]`,
        `/FT/Btn/T(b)/AS/Off${look}/AP<</N<</On 9 0 R/Off/Off>>>>/Rect[100 600 120 620]`,
        `/FT/Btn/T(c)/AS/Off${look}/AP<</N<</On 9 0 R>>>>/Rect[100 500 120 520]`,
      ]
      const file = await compose(formFile(fields, '/NeedAppearances true', [broken]))
      const page = rasterise(scratch, file)
      const colors = (y: number) =>
        new Set(
          Array.from({ length: 400 }, (_, i) =>
            colorName(page.at(100 + (i % 20), 842 - y - 20 + Math.floor(i / 20))),
          ),
        )
      expect(colors(700)).toContain('black')
      expect(colors(600)).not.toContain('black')
      for (const y of [700, 600]) expect([...colors(y)]).toEqual(expect.arrayContaining(['red', 'yellow']))
      const kept = (PdfReader.open(file).object(8) as PdfDict).get('AP') as PdfDict
      expect(kept.get('N')).toMatchObject({ kind: 'dict' })
    },
  )

  testWith('pdftoppm')(
    'a form with appearances and without the flag is left as it is, byte for byte',
    async () => {
      const look = stream(
        '/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<<>>',
        '0 1 0 rg 0 0 200 20 re f',
      )
      const source = formFile(['/FT/Tx/T(a)/V(x)/AP<</N 7 0 R>>/Rect[100 700 300 720]'], '', [look])
      const file = await compose(source)
      const picture = (bytes: Buffer) => {
        run('pdftoppm', ['-r', '72', '-singlefile', scratch.file('p.pdf', bytes), scratch.path('p')])
        return readFileSync(scratch.path('p.ppm'))
      }
      expect(picture(file).equals(picture(source))).toBe(true)
      const reader = PdfReader.open(file)
      expect(reader.revisions.at(-1)?.sections[0]?.lookup(6)).toBeFalsy()
    },
  )

  testWith('pdftoppm')('with the flag gone a viewer shows our seals in their slots', async () => {
    const source = formFile(['/FT/Tx/T(a)/V(x)/Rect[100 700 300 720]'], '/NeedAppearances true')
    const place = { name: 's', page: 0, rect: { x: 100, y: 300, width: 50, height: 50 } }
    const slot = { name: 'd', page: 0, rect: { x: 200, y: 300, width: 50, height: 50 } }
    const composed = await composeRevision0({
      source,
      parties: [{ id: 'p', signatureFields: [place], slots: [slot] }],
    })
    const base = Buffer.concat([composed.base, composed.append])
    const pki = await LocalPki.create(scratch.path('pki'), randomBytes(32))
    const seal = {
      width: 10,
      height: 10,
      shapes: [
        { d: [['M', 0, 0], ['L', 10, 0], ['L', 10, 10], ['L', 0, 10], ['Z']] as never, fill: '#ff0000' },
      ],
    }
    const { append } = await signPdf({
      base,
      fieldName: 's',
      appearance: seal,
      slots: [{ name: 'd', picture: seal }],
      date: new Date(),
      signer: await pki.personSigner({ name: '张三', contractId: 'c', digest: '00' }),
    })
    const page = rasterise(scratch, Buffer.concat([base, append]))
    expect([page.at(125, 325), page.at(225, 325)].map(colorName)).toEqual(['red', 'red'])
  })

  test('what an upload says of its fields is not believed beyond reason', async () => {
    const digits = '1'.repeat(200_000)
    const source = formFile(
      [
        '/FT/Tx/T(a)/V(huge)/DA(/Helv 1000000000 Tf 0 g)/Rect[100 700 300 720]',
        `/FT/Tx/T(b)/V(long)/DA(${digits})/Rect[100 600 300 620]`,
        '/FT/Tx/T(c)/Ff 16777216/MaxLen 1000000000/V(comb)/Rect[100 500 300 520]',
        '/FT/Tx/T(d)/V(no place)',
        '/FT/Tx/T(e)/V(flat)/Rect[100 400 300 400]',
      ],
      '/NeedAppearances true',
    )
    const reader = PdfReader.open(await compose(source))
    const drawn = [6, 7, 8, 9, 10].map((num) => (reader.object(num) as PdfDict).has('AP'))
    expect(drawn).toEqual([true, true, true, false, false])
  })

  test('XFA goes with the flag; a value that no font can show is refused by name, not lost', async () => {
    const xfa = await compose(formFile([], '/XFA 3 0 R/NeedAppearances true'))
    expect(formOf(xfa)?.has('XFA')).toBe(false)
    const rare = formFile([`/FT/Tx/T(a)/V${utf16('甲\u{e123}')}/Rect[100 700 300 720]`])
    await expect(compose(rare)).rejects.toMatchObject({ refusal: 'FILE_UNREADABLE' })
  })
})
