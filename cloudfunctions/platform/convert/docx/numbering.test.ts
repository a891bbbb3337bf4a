import { testWith } from '../../pdf/testing/outside-tools'
import { formatNumber } from './number-format'
import { convertParts } from './testing/read-back.fixture'
import { paragraph } from './testing/word-file.fixture'

const lvl = (index: number, format: string, text: string, more = '', start = 1): string =>
  `<w:lvl w:ilvl="${index}"><w:start w:val="${start}"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="${420 * (index + 1)}" w:hanging="420"/></w:pPr></w:lvl>`

const abstract = (id: number, levels: string): string =>
  `<w:abstractNum w:abstractNumId="${id}">${levels}</w:abstractNum>`

const num = (id: number, abstractId: number, more = ''): string =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${abstractId}"/>${more}</w:num>`

const item = (text: string, numId: number, level = 0): string =>
  paragraph(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${numId}"/></w:numPr>`)

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim().replace(/\s+/g, ' '))
    .filter(Boolean)

describe('numbers of lists (issue 3 item 7: numbering right)', () => {
  test.each([
    [
      'chineseCounting',
      [1, 10, 12, 20, 21, 105, 110, 1001],
      ['一', '十', '十二', '二十', '二十一', '一百零五', '一百一十', '一千零一'],
    ],
    ['chineseLegalSimplified', [1, 2, 10, 12], ['壹', '贰', '壹拾', '壹拾贰']],
    ['ideographTraditional', [1, 10], ['甲', '癸']],
    ['decimalEnclosedCircle', [1, 20, 21], ['①', '⑳', '㉑']],
    ['upperRoman', [4, 9, 14], ['IV', 'IX', 'XIV']],
    ['lowerLetter', [1, 26, 27], ['a', 'z', 'aa']],
    ['decimalZero', [7, 12], ['07', '12']],
    ['ideographDigital', [105], ['一〇五']],
    ['japaneseCounting', [10, 21, 100, 101, 210], ['十', '二十一', '百', '百一', '二百十']],
    ['chicago', [1, 2, 5], ['*', '†', '**']],
  ])('%s', (format, values, expected) => {
    expect(values.map((value) => formatNumber(value, format))).toEqual(expected)
  })

  testWith('pdftotext')('levels count within their clause and show the numbers above them', async () => {
    const { text } = convertParts({
      numbering:
        abstract(
          1,
          lvl(0, 'chineseCounting', '第%1条', '<w:suff w:val="space"/>') +
            lvl(1, 'decimal', '%1.%2', '<w:isLgl/>') +
            lvl(2, 'decimal', '（%3）'),
        ) + num(1, 1),
      body: [
        item('总则', 1),
        item('目的', 1, 1),
        item('范围', 1, 1),
        item('细目', 1, 2),
        item('价款', 1),
        item('总价', 1, 1),
        item('细目', 1, 2),
      ].join(''),
    })
    expect(lines(text[0] ?? '')).toEqual([
      '第一条 总则',
      '1.1 目的',
      '1.2 范围',
      '（1） 细目',
      '第二条 价款',
      '2.1 总价',
      '（1） 细目',
    ])
  })

  testWith('pdftotext')(
    'instances of one list count on, an override starts again, lvlRestart 0 never does',
    async () => {
      const levels = lvl(0, 'decimal', '%1.') + lvl(1, 'lowerLetter', '%2)', '<w:lvlRestart w:val="0"/>')
      const { text } = convertParts({
        numbering:
          abstract(1, levels) +
          num(1, 1) +
          num(2, 1) +
          num(3, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'),
        body: [
          item('one', 1),
          item('sub', 1, 1),
          item('two', 1),
          item('sub', 1, 1),
          item('three', 2),
          item('five', 3),
          item('six', 3),
        ].join(''),
      })
      expect(lines(text[0] ?? '')).toEqual([
        '1. one',
        'a) sub',
        '2. two',
        'b) sub',
        '3. three',
        '5. five',
        '6. six',
      ])
    },
  )

  testWith('pdftotext')(
    'a list named by a paragraph style numbers its headings; numId 0 takes the number away',
    async () => {
      const { text } = convertParts({
        styles:
          '<w:style w:type="paragraph" w:default="1" w:styleId="a"/><w:style w:type="paragraph" w:styleId="h"><w:basedOn w:val="a"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
        numbering: abstract(1, lvl(0, 'chineseCounting', '%1、', '<w:suff w:val="nothing"/>')) + num(1, 1),
        body:
          paragraph('第一', '<w:pStyle w:val="h"/>') +
          paragraph('无号', '<w:pStyle w:val="h"/><w:numPr><w:numId w:val="0"/></w:numPr>') +
          paragraph('第二', '<w:pStyle w:val="h"/>'),
      })
      expect(lines(text[0] ?? '')).toEqual(['一、第一', '无号', '二、第二'])
    },
  )

  test('a format not known here is refused where it counts, not where it is only defined', () => {
    const numbering = abstract(1, lvl(0, 'decimal', '%1.') + lvl(1, 'cardinalText', '%2')) + num(1, 1)
    expect(() => convertParts({ numbering, body: item('a', 1, 1) })).toThrow('编号格式 cardinalText')
    expect(convertParts({ numbering, body: item('a', 1) }).pages).toBe(1)
  })

  testWith('pdftotext')('a format that stands beside one for older programs counts', async () => {
    const level = `<w:lvl w:ilvl="0"><w:start w:val="7"/><mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl>`
    const { text } = convertParts({ numbering: abstract(1, level) + num(1, 1), body: item('a', 1) })
    expect(lines(text[0] ?? '')).toEqual(['007 a'])
  })

  testWith('pdftotext')('a header counts for itself', async () => {
    const numbering = abstract(1, lvl(0, 'decimal', '%1.')) + num(1, 1)
    const { text } = convertParts({
      numbering,
      section: '<w:headerReference w:type="default" r:id="header1"/><w:pgSz w:w="11906" w:h="16838"/>',
      furniture: { header1: item('head', 1) },
      body: item('first', 1) + item('second', 1),
    })
    expect(lines(text[0] ?? '')).toEqual(['1. head', '1. first', '2. second'])
  })

  testWith('pdftotext')('bullets that are pictures or in no font are dots', async () => {
    const picture = lvl(0, 'bullet', '\uf06c', '<w:lvlPicBulletId w:val="0"/>')
    const smiley = lvl(0, 'bullet', 'J', '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>')
    const { text } = convertParts({
      numbering: abstract(1, picture) + num(1, 1) + abstract(2, smiley) + num(2, 2),
      body: item('a', 1) + item('b', 2),
    })
    expect(lines(text[0] ?? '')).toEqual(['● a', '● b'])
  })

  testWith('pdftotext')('bullets of symbol fonts become their signs', async () => {
    const { text } = convertParts({
      numbering:
        abstract(
          1,
          '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/><w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr></w:lvl>' +
            '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0FE;"/><w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr></w:lvl>',
        ) + num(1, 1),
      body: item('dot', 1) + item('ticked', 1, 1),
    })
    expect(text[0]).toMatch(/●\s+dot/)
    expect(text[0]).toMatch(/✓\s+ticked/)
  })
})
