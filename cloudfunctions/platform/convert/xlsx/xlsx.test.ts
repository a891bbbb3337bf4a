import { readFileSync } from 'node:fs'
import { FontSet } from '../../pdf/fonts/font-set'
import { inspectUpload } from '../../pdf/inspect'
import { run, Scratch, testWith } from '../../pdf/testing/outside-tools'
import { CONVERSION_LIMITS, ConversionRefused } from '../conversion'
import { number, relationship, sampleXlsx, text } from '../testing/office-files'
import { convertXlsx } from './convert-xlsx'

const fonts = FontSet.open()
const now = Date.UTC(2026, 10, 22, 4)
let scratch: Scratch
beforeAll(() => (scratch = new Scratch()))
afterAll(() => scratch.remove())

const convert = (bytes: Buffer) => convertXlsx(bytes, '报价.xlsx', { fonts, now })
const words = (pdf: Buffer) => run('pdftotext', ['-layout', scratch.file('x.pdf', pdf), '-']).output
const refusal = (act: () => unknown): [string, string?] => {
  try {
    act()
  } catch (error) {
    if (error instanceof ConversionRefused) return [error.code, error.detail]
    throw error
  }
  throw new Error('it was converted')
}
const sheet = (xml: string, more = '') =>
  sampleXlsx([{ name: '报价单', xml: `<sheetData>${xml}</sheetData>${more}` }])

describe('what cells show', () => {
  testWith('pdftotext')(
    'numbers, dates, percent, booleans, errors and formulas as they were last calculated',
    async () => {
      const { pdf, warnings } = convert(
        sheet(
          `<row r="1">${text('A1', '项目', 2)}${number('B1', 1234567.891, 3)}</row>
         <row r="2">${number('A2', 46348, 4)}${number('B2', 0.1234, 7)}</row>
         <row r="3"><c r="A3" t="b"><v>1</v></c><c r="B3" t="e"><v>#DIV/0!</v></c></row>
         <row r="4"><c r="A4"><f>1+1</f><v>2.50000000001</v></c><c r="B4" t="str"><f>A1</f><v>合计大写</v></c></row>
         <row r="5">${number('A5', 123456789012)}${number('B5', 0.00001)}</row>`,
          '',
        ),
      )
      const shown = words(pdf)
      for (const expected of [
        '项目',
        '1,234,567.89',
        '2026年11月22日',
        '12.34%',
        'TRUE',
        '#DIV/0!',
        '2.5',
        '合计大写',
        '1.23457E+11',
        '0.00001',
      ])
        expect(shown).toContain(expected)
      // No column is wide enough for every one of these; nothing becomes ####.
      expect(shown).not.toContain('##')
      expect(warnings.map(({ code }) => code)).toEqual(expect.arrayContaining(['TEXT_CLIPPED']))
    },
  )

  testWith('pdftotext')(
    'days counted from 1904, shared strings with runs, escapes and no phonetic readings',
    async () => {
      const { pdf } = convert(
        sampleXlsx(
          [
            {
              name: 'a',
              xml: `<cols><col min="1" max="2" width="30"/></cols><sheetData><row r="1">${number('A1', 46348 - 1462, 4)}<c r="B1" t="s"><v>0</v></c></row></sheetData>`,
            },
          ],
          {
            workbook: '<workbookPr date1904="1"/>',
            strings:
              '<si><r><t>甲方</t></r><r><rPr><b/><sz val="11"/><rFont val="黑体"/></rPr><t>：云杉_x0041_</t></r><rPh sb="0" eb="1"><t>读音</t></rPh></si>',
          },
        ),
      )
      expect(words(pdf)).toContain('2026年11月22日')
      expect(words(pdf).replace(/\s/g, '')).toContain('甲方：云杉A')
      expect(words(pdf)).not.toContain('读音')
    },
  )

  test('a formula without a stored result is refused, naming the cell', () => {
    const bytes = sheet('<row r="7"><c r="C7"><f>SUM(A1:A3)</f></c></row>')
    expect(refusal(() => convert(bytes))).toEqual(['FORMULA_NO_VALUE', 'C7'])
  })

  test('numbers that are to be written as Chinese numerals are refused: they would lose their form', () => {
    const styles =
      '<numFmts><numFmt numFmtId="170" formatCode="[DBNum2][$-804]General"/></numFmts><cellXfs><xf numFmtId="170"/></cellXfs>'
    const bytes = sampleXlsx(
      [{ name: 'a', xml: `<sheetData><row r="1">${number('A1', 12)}</row></sheetData>` }],
      { styles },
    )
    expect(refusal(() => convert(bytes))[0]).toBe('FILE_UNDRAWABLE')
  })
})

describe('sheets and pages', () => {
  testWith('pdftotext')('hidden sheets, rows and columns are left out; hidden sheets are told', async () => {
    const xml = (mark: string) =>
      `<cols><col min="2" max="2" width="9" hidden="1"/></cols><sheetData><row r="1">${text('A1', `${mark}可见`)}${text('B1', '藏列')}</row><row r="2" hidden="1">${text('A2', '藏行')}</row></sheetData>`
    const { pdf, pages, warnings } = convert(
      sampleXlsx([
        { name: '一', xml: xml('一') },
        { name: '秘密', xml: xml('二'), state: 'hidden' },
        { name: '三', xml: xml('三') },
      ]),
    )
    expect(pages).toBe(2)
    const shown = words(pdf)
    expect(shown).toContain('一可见')
    expect(shown).toContain('三可见')
    for (const hidden of ['藏列', '藏行', '二可见']) expect(shown).not.toContain(hidden)
    expect(warnings).toEqual([{ code: 'SHEET_HIDDEN', count: 1, detail: '秘密' }])
  })

  testWith('pdftotext')('print area, repeated titles, page breaks and numbers in the footer', async () => {
    const rows = Array.from(
      { length: 60 },
      (_, i) =>
        `<row r="${i + 1}">${text(`A${i + 1}`, i === 0 ? '表头' : `第${i}行`)}${text(`B${i + 1}`, '区外')}</row>`,
    )
    const { pdf, pages } = convert(
      sampleXlsx(
        [
          {
            name: '报价',
            xml: `<sheetData>${rows.join('')}</sheetData><pageSetup paperSize="9" orientation="landscape"/><headerFooter><oddHeader>&amp;L&amp;"黑体,Bold"&amp;A&amp;R&amp;D</oddHeader><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter><rowBreaks count="1"><brk id="10" max="16383" man="1"/></rowBreaks>`,
          },
        ],
        {
          names:
            '<definedName name="_xlnm.Print_Area" localSheetId="0">报价!$A$1:$A$50</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">报价!$1:$1</definedName>',
        },
      ),
    )
    expect(pages).toBe(3)
    const shown = words(pdf)
    const [first = '', second = '', third = ''] = shown.split('\f')
    for (const page of [first, second, third]) expect(page).toContain('表头')
    expect(first).toContain('第9行')
    expect(first).not.toContain('第10行')
    expect(second).toContain('第10行')
    expect(third).toContain('第49行')
    expect(shown).not.toContain('第50行')
    expect(shown).not.toContain('区外')
    expect(second).toContain('第 2 页，共 3 页')
    expect(first).toContain('2026/11/22')
    const [page] = inspectUpload(pdf).pages
    expect(page?.width).toBeGreaterThan(page?.height ?? Infinity)
  })

  test('a wide sheet is fitted to the page, a very wide one is split, a set scale is kept', () => {
    const wide = (columns: number, setup = '') =>
      sampleXlsx([
        {
          name: 'a',
          xml: `<cols><col min="1" max="${columns}" width="12"/></cols><sheetData><row r="1">${Array.from({ length: columns }, (_, i) => `<c t="inlineStr"><is><t>${i}</t></is></c>`).join('')}</row></sheetData>${setup}`,
        },
      ])
    const fitted = convert(wide(10))
    expect(fitted.pages).toBe(1)
    expect(fitted.warnings).toEqual([{ code: 'SHEET_SHRUNK', count: 1, detail: 'a' }])
    expect(convert(wide(40)).pages).toBe(6)
    expect(convert(wide(10, '<pageSetup scale="100"/>')).pages).toBe(2)
    expect(
      convert(wide(40, '<sheetPr/><pageSetup fitToWidth="1" fitToHeight="0"/>').subarray(0)).pages,
    ).toBeGreaterThan(1)
  })

  test('nothing on any sheet is refused', () => {
    expect(refusal(() => convert(sheet('<row r="1"/>')))[0]).toBe('FILE_EMPTY')
  })
})

describe('what would be another document is refused', () => {
  const drawing = (inside: string) =>
    sampleXlsx(
      [
        {
          name: '图',
          xml: `<sheetData><row r="1">${text('A1', 'a')}</row></sheetData><drawing r:id="d"/>`,
          links: [relationship('d', 'drawing', '../drawings/drawing1.xml')],
        },
      ],
      {
        more: {
          'xl/drawings/drawing1.xml': `<xdr:wsDr xmlns:xdr="x" xmlns:a="a" xmlns:r="r"><xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>2</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>3</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>9</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>${inside}</xdr:twoCellAnchor></xdr:wsDr>`,
          'xl/drawings/_rels/drawing1.xml.rels': `<Relationships>${relationship('p', 'image', '../media/image1.png')}</Relationships>`,
          'xl/media/image1.png': readFileSync('docs/picture.png'),
        },
      },
    )

  test.each([
    ['a chart', '<xdr:graphicFrame/>'],
    ['a text box', '<xdr:sp><xdr:txBody><a:p><a:r><a:t>补充条款</a:t></a:r></a:p></xdr:txBody></xdr:sp>'],
    ['grouped shapes', '<xdr:grpSp/>'],
    ['a picture from elsewhere', '<xdr:pic><xdr:blipFill><a:blip r:link="x"/></xdr:blipFill></xdr:pic>'],
  ])('%s', (_, inside) => {
    expect(refusal(() => convert(drawing(inside)))[0]).toBe('FILE_UNDRAWABLE')
  })

  testWith('pdfimages')('a picture is drawn, a line is left out and told', async () => {
    const { pdf, warnings } = convert(
      drawing('<xdr:pic><xdr:blipFill><a:blip r:embed="p"/></xdr:blipFill><xdr:spPr/></xdr:pic><xdr:cxnSp/>'),
    )
    expect(run('pdfimages', ['-list', scratch.file('p.pdf', pdf)]).output).toMatch(/image\s+\d+/)
    expect(warnings.map(({ code }) => code)).toEqual(['SHAPE_LEFT_OUT'])
  })

  test('characters that no font has are named', () => {
    expect(() => convert(sheet(`<row r="1">${text('A1', '好😀')}</row>`))).toThrow('😀')
  })
})

describe('files made to hurt end in a refusal', () => {
  const good = sheet(`<row r="1">${text('A1', 'a')}</row>`)

  test.each([
    ['half a file', good.subarray(0, good.length / 2), 'FILE_UNREADABLE'],
    ['entities', sheet('').subarray(0, 0), 'FILE_UNREADABLE'],
    [
      'a document type',
      sampleXlsx([{ name: 'a', xml: '' }], {
        more: { 'xl/worksheets/sheet0.xml': '<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>' },
      }),
      'FILE_UNREADABLE',
    ],
    [
      'broken XML',
      sampleXlsx([{ name: 'a', xml: '' }], { more: { 'xl/worksheets/sheet0.xml': '<worksheet><row>' } }),
      'FILE_UNREADABLE',
    ],
    ['a bomb', sampleXlsx([{ name: 'a', xml: ' '.repeat(40 << 20) }]), 'FILE_TOO_COMPLEX'],
    [
      'nested too deep',
      sampleXlsx([{ name: 'a', xml: '<a>'.repeat(500) + '</a>'.repeat(500) }]),
      'FILE_TOO_COMPLEX',
    ],
    [
      'framed to the end of the sheet',
      sheet(`<row r="1">${text('A1', 'a')}</row><row r="1048576"><c r="XFD1048576" s="2"/></row>`),
      'SHEET_TOO_LARGE',
    ],
    [
      'a merge over everything',
      sheet(
        `<row r="1">${text('A1', 'a')}</row><row r="99999">${text('ZZ99999', 'a')}</row>`,
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
      ),
      'FILE_TOO_COMPLEX',
    ],
    ['a string that is not there', sheet('<row r="1"><c r="A1" t="s"><v>5</v></c></row>'), 'FILE_UNREADABLE'],
  ])('%s', (_, bytes, code) => {
    expect(refusal(() => convert(Buffer.from(bytes)))[0]).toBe(code)
  })

  test('bounds on parts hold', () => {
    const limits = { ...CONVERSION_LIMITS, elements: 10 }
    expect(refusal(() => convertXlsx(good, 'a.xlsx', { fonts, limits }))[0]).toBe('FILE_TOO_COMPLEX')
  })
})
