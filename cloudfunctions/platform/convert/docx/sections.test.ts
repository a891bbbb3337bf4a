import { testWith } from '../../pdf/testing/outside-tools'
import { convertParts, wordWith } from './testing/read-back.fixture'
import { CHINESE_PAGE, field, paragraph, run } from './testing/word-file.fixture'

const pageBreak = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
const A4 =
  '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800" w:header="851" w:footer="992"/>'
const LANDSCAPE =
  '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="851" w:footer="992"/>'
const ends = (text: string, sectPr: string): string => paragraph(text, `<w:sectPr>${sectPr}</w:sectPr>`)

describe('sections, headers, footers and page fields (issue 3 item 7)', () => {
  testWith('pdftotext')(
    'pages that leave out a cover: a sum with the page number is worked out',
    async () => {
      const sum = (name: string) =>
        `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> = </w:instrText></w:r>${field(name, '9')}<w:r><w:instrText> - 1 </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>9</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`
      const { text } = convertParts({
        section: '<w:footerReference w:type="default" r:id="footer1"/><w:pgSz w:w="11906" w:h="16838"/>',
        furniture: {
          footer1: paragraph(`${run('P')}${sum('PAGE')}${run('of')}${sum('NUMPAGES')}${run('.')}`),
        },
        body: paragraph('a') + pageBreak + paragraph('b') + pageBreak + paragraph('c'),
      })
      expect(text.map((page) => /P\s*(\d)\s*of\s*(\d)/.exec(page)?.slice(1).join('/'))).toEqual([
        '0/2',
        '1/2',
        '2/2',
      ])
    },
  )

  testWith('pdftotext')(
    'page and total are right on every page, with complex and simple fields',
    async () => {
      const read = convertParts({
        body: ['one', 'two', 'three'].map((text) => paragraph(text)).join(pageBreak),
        section: `<w:footerReference w:type="default" r:id="footer1"/><w:headerReference w:type="default" r:id="header1"/>${CHINESE_PAGE}`,
        furniture: {
          footer1: paragraph(
            `${run('第')}${field('PAGE  \\* MERGEFORMAT', '99')}${run('页，共')}${field('NUMPAGES', '99')}${run('页')}`,
          ),
          header1: paragraph(
            '<w:fldSimple w:instr=" PAGE "><w:r><w:t>77</w:t></w:r></w:fldSimple><w:r><w:t>/head</w:t></w:r>',
          ),
        },
      })
      expect(read.pages).toBe(3)
      expect(read.text.map((text) => /第\s*(\d+)\s*页，共\s*(\d+)\s*页/.exec(text)?.slice(1))).toEqual([
        ['1', '3'],
        ['2', '3'],
        ['3', '3'],
      ])
      expect(read.text.map((text) => /(\d+)\/head/.exec(text)?.[1])).toEqual(['1', '2', '3'])
    },
  )

  testWith('pdftotext')('totals in the text itself count the pages that are there', async () => {
    const read = convertParts({
      body: paragraph(`${run('全文共')}${field('NUMPAGES', '1')}${run('页')}`) + pageBreak + paragraph('end'),
    })
    expect(read.text[0]?.replace(/\s/g, '')).toContain('全文共2页')
  })

  testWith('pdftotext')('first and even pages have their own headers', async () => {
    const header = (id: string, type: string) => `<w:headerReference w:type="${type}" r:id="${id}"/>`
    const read = convertParts({
      body: ['p1', 'p2', 'p3'].map((text) => paragraph(text)).join(pageBreak),
      settings: '<w:evenAndOddHeaders/>',
      section: `${header('header1', 'default')}${header('header2', 'first')}${header('header3', 'even')}${CHINESE_PAGE}<w:titlePg/>`,
      furniture: { header1: paragraph('ODD'), header2: paragraph('COVER'), header3: paragraph('EVEN') },
    })
    expect(read.text.map((text) => /ODD|COVER|EVEN/.exec(text)?.[0])).toEqual(['COVER', 'EVEN', 'ODD'])
  })

  testWith('pdftotext')(
    'a section inherits headers, turns the paper and starts its own numbers',
    async () => {
      const read = convertParts({
        body:
          ends(
            'cover',
            `<w:headerReference w:type="default" r:id="header1"/><w:footerReference w:type="default" r:id="footer1"/>${A4}`,
          ) + paragraph('body'),
        section: `${LANDSCAPE}<w:pgNumType w:fmt="upperRoman" w:start="4"/>`,
        furniture: { header1: paragraph('SAME'), footer1: paragraph(field('PAGE', '1')) },
      })
      expect(read.pages).toBe(2)
      expect(read.text[1]).toContain('SAME')
      expect(read.text[1]).toMatch(/\bIV\b/)
      expect(wordWith(read, 'body').left).toBeCloseTo(72, 0)
    },
  )

  testWith('pdftotext')('a continuous section goes on below, in columns of its own', async () => {
    const read = convertParts({
      body:
        ends('above', A4) +
        ends('left', `<w:type w:val="continuous"/>${A4}<w:cols w:num="2" w:space="400"/>`).replace(
          'left</w:t>',
          'left</w:t><w:br w:type="column"/><w:t>second</w:t>',
        ) +
        paragraph('below'),
      section: `<w:type w:val="continuous"/>${A4}`,
    })
    expect(read.pages).toBe(1)
    expect(wordWith(read, 'second').left).toBeGreaterThan(300)
    expect(wordWith(read, 'second').top).toBeCloseTo(wordWith(read, 'left').top, 0)
    expect(wordWith(read, 'below').top - wordWith(read, 'left').top).toBeGreaterThan(12)
  })

  testWith('pdftotext')('an odd-page section leaves an even page empty', async () => {
    const read = convertParts({
      body: ends('one', A4) + paragraph('three'),
      section: `<w:type w:val="oddPage"/>${A4}`,
    })
    expect(read.pages).toBe(3)
    expect(wordWith(read, 'three').page).toBe(2)
  })

  testWith('pdftotext')('footnotes stand at the foot of their page, endnotes after the text', async () => {
    const note = (id: number, text: string, kind: string) =>
      `<w:${kind} w:id="${id}">${paragraph(`<w:r><w:${kind}Ref/></w:r>${run(` ${text}`)}`)}</w:${kind}>`
    const read = convertParts({
      footnotes: note(2, 'note-one', 'footnote') + note(3, 'note-two', 'footnote'),
      endnotes: note(2, 'the-end', 'endnote'),
      body:
        paragraph(
          `${run('first')}<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="2"/></w:r>`,
        ) +
        pageBreak +
        paragraph(`${run('second')}<w:r><w:footnoteReference w:id="3"/></w:r>`),
    })
    expect(wordWith(read, 'note-one')).toMatchObject({ page: 0 })
    expect(wordWith(read, 'note-one').top).toBeGreaterThan(720)
    expect(wordWith(read, 'note-two')).toMatchObject({ page: 1 })
    expect(wordWith(read, 'the-end').page).toBe(1)
    expect(read.text[1]).toMatch(/2\s+note-two/)
  })

  testWith('pdftotext')('lines keep to the grid, and multiples count grid lines', async () => {
    const read = convertParts({
      body:
        paragraph('g1') +
        paragraph('g2') +
        paragraph('m1', '<w:spacing w:line="360" w:lineRule="auto"/>') +
        paragraph('m2', '<w:spacing w:line="360" w:lineRule="auto"/>') +
        paragraph(run('四号', '<w:sz w:val="28"/>')) +
        paragraph('after') +
        paragraph('e1', '<w:spacing w:line="400" w:lineRule="exact"/>') +
        paragraph('e2', '<w:spacing w:line="400" w:lineRule="exact"/>'),
    })
    const top = (text: string) => wordWith(read, text).top
    expect(top('g2') - top('g1')).toBeCloseTo(15.6, 1)
    expect(top('m2') - top('m1')).toBeCloseTo(23.4, 1)
    expect(top('after') - top('m2')).toBeCloseTo(23.4 / 2 + 31.2 + 15.6 / 2, 0)
    expect(top('e2') - top('e1')).toBeCloseTo(20, 1)
  })
})
