import { readFileSync } from 'node:fs'
import { FontSet } from '../../pdf/fonts/font-set'
import { run, Scratch, testWith } from '../../pdf/testing/outside-tools'
import { ConversionRefused } from '../conversion'
import { number, relationship, sampleXlsx, text } from '../testing/office-files'
import { convertXlsx } from './convert-xlsx'

const fonts = FontSet.open()
let scratch: Scratch
beforeAll(() => (scratch = new Scratch()))
afterAll(() => scratch.remove())

const convert = (bytes: Buffer) => convertXlsx(bytes, '清单.xlsx', { fonts, now: 0 })
const words = (pdf: Buffer) => run('pdftotext', ['-layout', scratch.file('x.pdf', pdf), '-']).output
const sheet = (xml: string, before = '', more: Parameters<typeof sampleXlsx>[1] = {}) =>
  sampleXlsx([{ name: '清单', xml: `${before}<sheetData>${xml}</sheetData>` }], more)
const refusal = (bytes: Buffer): [string, string?] => {
  try {
    convert(bytes)
  } catch (error) {
    if (error instanceof ConversionRefused) return [error.code, error.detail]
    throw error
  }
  throw new Error('it was converted')
}

describe('what a sheet shows is never lost (CON-21)', () => {
  testWith('pdftotext')('a merged block whose first row and column are hidden shows its text', async () => {
    const bytes = sampleXlsx([
      {
        name: 'a',
        xml: `<cols><col min="1" max="1" width="9" hidden="1"/></cols><sheetData><row r="1" hidden="1">${text('A1', '合并说明')}</row><row r="2">${text('D2', '旁边')}</row></sheetData><mergeCells><mergeCell ref="A1:C3"/></mergeCells>`,
      },
    ])
    expect(words(convert(bytes).pdf)).toContain('合并说明')
  })

  testWith('pdftotext')(
    'text of a merged block that one page does not hold goes on in the next',
    async () => {
      const items = Array.from({ length: 90 }, (_, i) => `第${i}款`)
      const bytes = sampleXlsx([
        {
          name: 'a',
          xml: `<sheetData>${Array.from({ length: 100 }, (_, i) => `<row r="${i + 1}" ht="14" customHeight="1">${i === 20 ? text('A21', items.join('&#10;'), 5) : ''}${text(`C${i + 1}`, `行${i}`)}</row>`).join('')}</sheetData><mergeCells><mergeCell ref="A21:B100"/></mergeCells><pageSetup scale="60"/>`,
        },
      ])
      const { pdf, pages } = convert(bytes)
      expect(pages).toBe(2)
      const shown = words(pdf)
      for (const item of items) expect(shown.split(item)).toHaveLength(2)
    },
  )

  testWith('pdftotext')(
    'a cell too full for a page is set smaller; one that never fits is refused',
    async () => {
      const full = (count: number) =>
        sheet(
          `<row r="1">${text('A1', '约定事项'.repeat(count), 5)}</row>`,
          '<cols><col min="1" max="1" width="10"/></cols>',
        )
      expect(words(convert(full(100)).pdf).replace(/\s/g, '')).toContain('约定事项'.repeat(100))
      expect(refusal(full(4000))).toEqual(['FILE_UNDRAWABLE', expect.stringContaining('A1')])
    },
  )

  testWith('pdfimages')('a picture over a page break is drawn on both pages', async () => {
    const bytes = sampleXlsx(
      [
        {
          name: '图',
          xml: `<sheetData><row r="1">${text('A1', 'a')}</row><row r="60">${text('A60', 'b')}</row></sheetData><drawing r:id="d"/>`,
          links: [relationship('d', 'drawing', '../drawings/drawing1.xml')],
        },
      ],
      {
        more: {
          'xl/drawings/drawing1.xml':
            '<xdr:wsDr xmlns:xdr="x" xmlns:a="a" xmlns:r="r"><xdr:twoCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>40</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>2</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>60</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:pic><xdr:blipFill><a:blip r:embed="p"/></xdr:blipFill><xdr:spPr/></xdr:pic></xdr:twoCellAnchor></xdr:wsDr>',
          'xl/drawings/_rels/drawing1.xml.rels': `<Relationships>${relationship('p', 'image', '../media/image1.png')}</Relationships>`,
          'xl/media/image1.png': readFileSync('docs/picture.png'),
        },
      },
    )
    const { pdf, pages } = convert(bytes)
    expect(pages).toBe(2)
    const pictures = run('pdfimages', ['-list', scratch.file('p.pdf', pdf)]).output
    expect(pictures).toMatch(/^\s*1\s+\d+\s+image/m)
    expect(pictures).toMatch(/^\s*2\s+\d+\s+image/m)
  })

  testWith('pdfimages')('a picture in a cell (DISPIMG) is drawn, never its formula', async () => {
    const formula = '<c r="A1" t="str"><f>_xlfn.DISPIMG("ID_7",1)</f><v>=DISPIMG("ID_7",1)</v></c>'
    const links = (inside: string) => ({
      more: {
        'xl/_rels/workbook.xml.rels': `<Relationships>${relationship('s0', 'worksheet', 'worksheets/sheet0.xml')}${inside}</Relationships>`,
        'xl/cellimages.xml':
          '<etc:cellImages xmlns:etc="e" xmlns:xdr="x" xmlns:a="a" xmlns:r="r"><etc:cellImage><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="ID_7"/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="p"/></xdr:blipFill></xdr:pic></etc:cellImage></etc:cellImages>',
        'xl/_rels/cellimages.xml.rels': `<Relationships>${relationship('p', 'image', 'media/image1.png')}</Relationships>`,
        'xl/media/image1.png': readFileSync('docs/picture.png'),
      },
    })
    const row = `<row r="1" ht="80" customHeight="1">${formula}${text('B1', '照片')}</row>`
    const { pdf } = convert(sheet(row, '', links(relationship('c', 'cellImage', 'cellimages.xml'))))
    expect(words(pdf)).not.toContain('DISPIMG')
    expect(run('pdfimages', ['-list', scratch.file('c.pdf', pdf)]).output).toMatch(/^\s*1\s+\d+\s+image/m)
    expect(refusal(sheet(row, '', links('')))[0]).toBe('FILE_UNDRAWABLE')
  })
})

describe('what a cell shows is not what is stored', () => {
  const styles =
    '<numFmts><numFmt numFmtId="170" formatCode=";;;"/></numFmts><fonts><font><sz val="11"/><name val="宋体"/></font><font><sz val="11"/><name val="Wingdings 2"/></font></fonts><cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="170" fontId="0"/><xf numFmtId="0" fontId="1"/></cellXfs>'

  testWith('pdftotext')(
    'signs of Wingdings, texts hidden by their format, zeros that are not shown',
    async () => {
      const rows = `<row r="1">${text('A1', 'P', 2)}${text('B1', '同意')}${text('C1', '隐去', 1)}${number('D1', 0)}</row>`
      const views = '<sheetViews><sheetView showZeros="0" workbookViewId="0"/></sheetViews>'
      const shown = words(convert(sheet(rows, views, { styles })).pdf)
      expect(shown).toContain('✓')
      expect(shown).not.toMatch(/[P0]|隐去/)
      expect(words(convert(sheet(rows, '', { styles })).pdf)).toContain('0')
    },
  )

  test.each([
    [
      'formulas shown instead of values',
      '<c r="A1"><v>1</v></c>',
      '<sheetViews><sheetView showFormulas="1"/></sheetViews>',
      'FILE_UNDRAWABLE',
    ],
    ['a picture or record behind a cell', '<c r="A1" t="e" vm="1"><v>#VALUE!</v></c>', '', 'FILE_UNDRAWABLE'],
    ['an empty result of a formula', '<c r="A1"><f>1+1</f><v></v></c>', '', 'FORMULA_NO_VALUE'],
  ])('%s is refused', (_, cell, before, code) => {
    expect(refusal(sheet(`<row r="1">${cell}</row>`, before))[0]).toBe(code)
  })
})
