import { pngFile } from '../../pdf/image/testing/image-files.fixture'
import { testWith } from '../../pdf/testing/outside-tools'
import { convertParts, wordWith } from './testing/read-back.fixture'
import { cell, CHINESE_STYLES, paragraph, picture, row, run, table } from './testing/word-file.fixture'

const TAB = '<w:r><w:tab/></w:r>'
const logo = () => pngFile({ width: 8, height: 8, colour: 'rgb', depth: 8 })
const textBox = (content: string) =>
  `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:extent cx="914400" cy="914400"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx><w:txbxContent>${content}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>${content}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>`

describe('what stands in paragraphs of Word files', () => {
  testWith('pdftotext')(
    'characters of indents are as wide as the text; hanging text follows its tab',
    async () => {
      const read = convertParts({
        body:
          paragraph(
            run('两字缩进', '<w:sz w:val="28"/>'),
            '<w:ind w:firstLineChars="200" w:firstLine="420"/>',
          ) + paragraph(`${run('甲方：')}${TAB}${run('公司')}`, '<w:ind w:left="1200" w:hanging="1200"/>'),
      })
      expect(wordWith(read, '两字缩进').left).toBeCloseTo(90 + 28, 0)
      expect(wordWith(read, '公司').left).toBeCloseTo(90 + 60, 0)
    },
  )

  testWith('pdftotext')('tabs reach left, centred, right and decimal stops', async () => {
    const stop = (val: string, pos: number) => `<w:tab w:val="${val}" w:pos="${pos}" w:leader="dot"/>`
    const read = convertParts({
      body:
        paragraph(
          `${run('a')}${TAB}${run('CENTRE')}${TAB}${run('RIGHT')}`,
          `<w:tabs>${stop('center', 4000)}${stop('right', 8000)}</w:tabs>`,
        ) + paragraph(`${TAB}${run('12.50')}`, `<w:tabs>${stop('decimal', 3000)}</w:tabs>`),
    })
    const centre = wordWith(read, 'CENTRE')
    expect((centre.left + centre.right) / 2).toBeCloseTo(90 + 200, 0)
    expect(wordWith(read, 'RIGHT').right).toBeCloseTo(90 + 400, 0)
    expect(wordWith(read, '12.50').left).toBeLessThan(90 + 150)
    expect(wordWith(read, '12.50').right).toBeGreaterThan(90 + 150)
  })

  testWith('pdftotext')(
    'hidden text is not shown; a switch set by two styles is off (ISO 29500-1 §17.7.3)',
    async () => {
      const read = convertParts({
        styles: `${CHINESE_STYLES}<w:style w:type="paragraph" w:styleId="P"><w:basedOn w:val="a"/><w:rPr><w:caps/></w:rPr></w:style><w:style w:type="character" w:styleId="C"><w:rPr><w:caps/></w:rPr></w:style>`,
        body:
          paragraph(`${run('shown')}${run('secret', '<w:vanish/>')}`) +
          paragraph(`${run('upper')}${run('lower', '<w:rStyle w:val="C"/>')}`, '<w:pStyle w:val="P"/>'),
      })
      expect(read.text[0]).not.toContain('secret')
      expect(read.text[0]).toContain('UPPERlower')
    },
  )

  testWith('pdftotext')('check boxes of every kind say whether they are ticked', async () => {
    const legacy = (checked: number) =>
      `<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="${checked}"/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`
    const read = convertParts({
      body:
        paragraph(`${run('A')}<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>`) +
        paragraph(`${run('B')}<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>`) +
        paragraph(`${run('C')}${legacy(1)}`) +
        paragraph(`${run('D')}${legacy(0)}`) +
        paragraph(
          `${run('E')}<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent>${run('☑')}</w:sdtContent></w:sdt>`,
        ),
    })
    const ticked = (letter: string) => new RegExp(`${letter}.*✓`).test(read.text[0] ?? '')
    expect(['A', 'B', 'C', 'D', 'E'].map(ticked)).toEqual([true, false, true, false, true])
    expect(read.text[0]).toMatch(/B□/)
  })

  testWith('pdftotext')('text of boxes, controls, links and fields is never lost', async () => {
    const read = convertParts({
      body:
        paragraph(`${run('around')}${textBox(paragraph('boxed'))}`) +
        `<w:sdt><w:sdtContent>${paragraph('controlled')}</w:sdtContent></w:sdt>` +
        paragraph(`<w:hyperlink r:id="x">${run('linked')}</w:hyperlink>`) +
        paragraph(
          '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>stored</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
        ) +
        table(
          [3000],
          row(cell(`${paragraph('celled')}<w:sdt><w:sdtContent>${paragraph('both')}</w:sdtContent></w:sdt>`)),
        ),
    })
    for (const text of ['around', 'boxed', 'controlled', 'linked', 'stored', 'celled', 'both'])
      expect(read.words.filter((word) => word.text === text)).toHaveLength(1)
    expect(read.warnings).toEqual([{ code: 'TEXT_BOX_MOVED', count: 1 }])
  })

  testWith('pdfimages')('pictures stand in the line at their size', async () => {
    const read = convertParts({
      media: { 'logo.png': logo() },
      body: paragraph(`${picture('logo', 50, 40)}${run('after')}`) + paragraph('next'),
    })
    expect(wordWith(read, 'after').left).toBeCloseTo(140, 0)
    expect(wordWith(read, 'next').top - wordWith(read, 'after').top).toBeLessThan(40)
    expect(wordWith(read, 'after').top).toBeGreaterThan(72 + 25)
  })

  testWith('pdftotext')('rare names and signs come out as themselves', async () => {
    const text = '王㐂、𠮷田、㎡、①②③、Ⅳ、℃、×、±'
    const read = convertParts({ body: paragraph(text) })
    expect(read.text[0]).toContain(text)
  })

  testWith('pdftotext')(
    'a paragraph of many lines is set whole, no line beginning with a closing mark',
    async () => {
      const text = '甲方（以下简称“委托方”）应当，按照本合同的约定；向乙方支付价款。'.repeat(60)
      const read = convertParts({ body: paragraph(text) })
      expect(read.text.join('').replace(/\s/g, '')).toBe(text)
      for (const line of read.text.join('\n').split('\n')) expect(line.trim()).not.toMatch(/^[，。；）”、：]/)
    },
  )

  testWith('pdftotext')('fonts that ours are no match for are named', async () => {
    const read = convertParts({
      body:
        paragraph(run('仿宋字', '<w:rFonts w:eastAsia="仿宋_GB2312"/>')) +
        paragraph(run('楷体字', '<w:rFonts w:eastAsia="楷体"/>')),
    })
    expect(read.warnings).toEqual([{ code: 'FONT_REPLACED', count: 1, detail: '仿宋_GB2312' }])
  })
})
