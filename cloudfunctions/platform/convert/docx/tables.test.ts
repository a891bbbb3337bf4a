import { testWith } from '../../pdf/testing/outside-tools'
import { convertParts, wordWith } from './testing/read-back.fixture'
import { cell, CHINESE_STYLES, paragraph, row, run, table } from './testing/word-file.fixture'

const NEWER = '<w:compat><w:compatSetting w:name="compatibilityMode" w:val="15"/></w:compat>'

describe('tables of Word files (issue 3 item 7: tables right)', () => {
  testWith('pdftotext')('cells keep their columns when others span columns and rows', async () => {
    const read = convertParts({
      settings: NEWER,
      body: table(
        [2000, 2000, 2000],
        row(cell('A1', '<w:vMerge w:val="restart"/>') + cell('B1') + cell('C1')) +
          row(cell('', '<w:vMerge/>') + cell('B2', '<w:gridSpan w:val="2"/>')) +
          row(cell('A3', '<w:gridSpan w:val="2"/>') + cell('C3')),
      ),
    })
    const left = (text: string) => wordWith(read, text).left
    expect(left('A1')).toBeCloseTo(90 + 5.4, 0)
    expect(left('B1')).toBeCloseTo(190 + 5.4, 0)
    expect(left('B2')).toBeCloseTo(left('B1'), 0)
    expect(left('C3')).toBeCloseTo(left('C1'), 0)
    expect(wordWith(read, 'A3').top).toBeGreaterThan(wordWith(read, 'B2').top)
  })

  testWith('pdftotext')('a long table repeats its header row on every page and loses no row', async () => {
    const rows = Array.from({ length: 120 }, (_, i) => row(cell(`item${i}`) + cell(`value${i}`))).join('')
    const read = convertParts({
      body: table([3000, 3000], row(cell('HEAD') + cell('VALUE'), '<w:tblHeader/>') + rows),
    })
    expect(read.pages).toBe(3)
    for (const page of read.text) expect(page).toContain('HEAD')
    for (let i = 0; i < 120; i++) expect(read.words.filter(({ text }) => text === `item${i}`)).toHaveLength(1)
  })

  testWith('pdftotext')('a row higher than a page goes on overleaf, cell by cell', async () => {
    const long = Array.from({ length: 100 }, (_, i) => paragraph(`line${i}`)).join('')
    const read = convertParts({ body: table([3000, 3000], row(cell('side') + cell(long))) })
    expect(read.pages).toBe(3)
    for (let i = 0; i < 100; i++) expect(read.words.filter(({ text }) => text === `line${i}`)).toHaveLength(1)
    expect(wordWith(read, 'line99').left).toBeCloseTo(wordWith(read, 'line0').left, 1)
  })

  testWith('pdftotext')('a cell that spans many rows breaks over pages with them', async () => {
    const rows = Array.from({ length: 80 }, (_, i) =>
      row(cell(i === 0 ? 'merged' : '', `<w:vMerge${i === 0 ? ' w:val="restart"' : ''}/>`) + cell(`r${i}`)),
    ).join('')
    const read = convertParts({ body: table([3000, 3000], rows) })
    expect(read.pages).toBe(2)
    expect(read.words.filter(({ text }) => text === 'merged')).toHaveLength(1)
    expect(wordWith(read, 'r79').left).toBeCloseTo(wordWith(read, 'r0').left, 1)
  })

  testWith('pdftotext')('tables inside of cells, and inside of those, are set', async () => {
    const inner = table([1500, 1500], row(cell('x1') + cell(table([700], row(cell('deep'))) + paragraph(''))))
    const read = convertParts({ body: table([2000, 4500], row(cell('outer') + cell(inner + paragraph('')))) })
    expect(wordWith(read, 'x1').left).toBeGreaterThan(wordWith(read, 'outer').right)
    expect(wordWith(read, 'deep').left).toBeGreaterThan(wordWith(read, 'x1').right)
  })

  testWith('pdftotext')('vertical and horizontal alignment within a row of given height', async () => {
    const tall = (text: string, align: string) =>
      cell(paragraph(text, '<w:jc w:val="right"/>'), `<w:vAlign w:val="${align}"/>`)
    const read = convertParts({
      settings: NEWER,
      body: table(
        [2000, 2000, 2000],
        row(tall('top', 'top') + tall('mid', 'center') + tall('low', 'bottom'), '<w:trHeight w:val="1200"/>'),
      ),
    })
    const [top, mid, low] = ['top', 'mid', 'low'].map((text) => wordWith(read, text))
    expect((mid?.top ?? 0) - (top?.top ?? 0)).toBeCloseTo((60 - 15.6) / 2, 0)
    expect((low?.top ?? 0) - (top?.top ?? 0)).toBeCloseTo(60 - 15.6, 0)
    expect(mid?.right).toBeCloseTo(90 + 200 - 5.4, 0)
  })

  testWith('pdftotext')('widths come from the cells where the grid is a placeholder', async () => {
    const wide = (text: string, width: number) => cell(text, `<w:tcW w:w="${width}" w:type="dxa"/>`)
    const read = convertParts({
      settings: NEWER,
      body: table(
        [100, 100],
        row(wide('left', 3000) + wide('right', 4000)),
        '<w:tblW w:w="7000" w:type="dxa"/>',
      ),
    })
    expect(wordWith(read, 'right').left - wordWith(read, 'left').left).toBeCloseTo(150, 0)
  })

  testWith('pdftotext')('a table style gives the header row its letters', async () => {
    const read = convertParts({
      styles: `${CHINESE_STYLES}<w:style w:type="table" w:styleId="T"><w:tblStylePr w:type="firstRow"><w:rPr><w:caps/></w:rPr></w:tblStylePr></w:style>`,
      body: table(
        [3000],
        row(cell('first')) + row(cell('second')),
        '<w:tblStyle w:val="T"/><w:tblLook w:firstRow="1" w:noHBand="1" w:noVBand="1"/>',
      ),
    })
    expect(read.text[0]).toContain('FIRST')
    expect(read.text[0]).toContain('second')
  })

  testWith('pdftotext')('a heading stays with the table row below it', async () => {
    const filler = Array.from({ length: 43 }, (_, i) => paragraph(`f${i}`)).join('')
    const read = convertParts({
      body:
        filler +
        paragraph(run('Heading'), '<w:keepNext/>') +
        table([3000], row(cell('row1')) + row(cell('row2'))),
    })
    expect(wordWith(read, 'row1').page).toBe(wordWith(read, 'Heading').page)
  })
})
