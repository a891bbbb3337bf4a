import { FontSet } from '../../pdf/fonts/font-set'
import { CONVERSION_LIMITS, ConversionRefused } from '../conversion'
import { convertDocx } from './convert-docx'
import { paragraph, run, table, row, cell, wordFile, type WordFile } from './testing/word-file.fixture'

const refusal = (bytes: Uint8Array, limits = CONVERSION_LIMITS): string => {
  try {
    convertDocx(bytes, FontSet.open(), limits)
  } catch (error) {
    if (error instanceof ConversionRefused) return `${error.code} ${error.detail ?? ''}`.trim()
    throw error
  }
  return 'converted'
}

const refusalOf = (file: WordFile): string => refusal(wordFile(file))
const graphic = (uri: string): string =>
  `<w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/><a:graphic><a:graphicData uri="${uri}"/></a:graphic></wp:inline></w:drawing></w:r>`

describe('Word files are refused where the content would change (issue 3 item 7)', () => {
  test.each([
    ['inserted text', paragraph(`${run('a')}<w:ins w:id="1">${run('b')}</w:ins>`)],
    ['deleted text', paragraph(`${run('a')}<w:del w:id="1"><w:r><w:delText>b</w:delText></w:r></w:del>`)],
    ['moved text', paragraph(`<w:moveFrom w:id="1">${run('b')}</w:moveFrom>`)],
    ['a deleted end of a paragraph', paragraph('a', '<w:rPr><w:del w:id="1"/></w:rPr>')],
    ['an inserted table row', table([2000], row(cell('a'), '<w:ins w:id="1"/>'))],
  ])('tracked changes: %s', (_, body) => {
    expect(refusalOf({ body })).toBe('FILE_CHANGES')
  })

  test('a tracked change of formatting alone changes no content', () => {
    const body = paragraph(run('a', '<w:b/><w:rPrChange w:id="1"><w:rPr/></w:rPrChange>'))
    expect(refusalOf({ body })).toBe('converted')
  })

  test.each([
    ['equations', paragraph('<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>'), 'FILE_UNDRAWABLE 公式'],
    [
      'charts',
      paragraph(graphic('http://schemas.openxmlformats.org/drawingml/2006/chart')),
      'FILE_UNDRAWABLE 图表',
    ],
    [
      'SmartArt',
      paragraph(graphic('http://schemas.openxmlformats.org/drawingml/2006/diagram')),
      'FILE_UNDRAWABLE SmartArt',
    ],
    ['other files inside', '<w:altChunk r:id="x"/>', 'FILE_UNDRAWABLE 嵌入文件'],
    ['text in an element of another kind', '<w:p2><w:r><w:t>lost</w:t></w:r></w:p2>', 'FILE_UNDRAWABLE p2'],
    [
      'text in an unknown part of a run',
      '<w:p><w:r><w:x><w:t>lost</w:t></w:x></w:r></w:p>',
      'FILE_UNDRAWABLE x',
    ],
    ['a second body', `${paragraph('a')}</w:body><w:body>${paragraph('b')}`, 'FILE_UNREADABLE body'],
    ['marks that turn the letters round', paragraph('\u202e001'), 'FILE_UNDRAWABLE 从右向左的文字'],
    ['the day of opening', '<w:p><w:r><w:dayLong/></w:r></w:p>', 'FILE_UNDRAWABLE 域 DATE'],
    ['signs of unknown fonts', paragraph('\ue123'), 'FILE_CHARACTERS U+E123'],
  ])('what cannot be drawn: %s', (_, body, expected) => {
    expect(refusalOf({ body })).toBe(expected)
  })

  const unstored = (instruction: string) =>
    `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`

  test.each([
    ['numbers that the file does not store', ' AUTONUM ', 'FILE_UNDRAWABLE 域 AUTONUM'],
    ['the day, without a stored one', ' DATE \\@ "yyyy" ', 'FILE_UNDRAWABLE 域 DATE'],
    ['a page number in words', ' PAGE \\* CardText ', 'FILE_UNDRAWABLE 页码格式 CardText'],
    ['entries of an index, which show nothing', ' XE "a" ', 'converted'],
  ])('fields: %s', (_, instruction, expected) => {
    expect(refusalOf({ body: paragraph(unstored(instruction)) })).toBe(expected)
  })

  test('a text that hangs on the page it stands on', () => {
    const nested = `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>${unstored(' PAGE ')}<w:r><w:instrText> = 1 "a" "b" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run('a')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`
    expect(refusalOf({ body: paragraph(nested) })).toBe('FILE_UNDRAWABLE 域 IF')
  })

  test('page numbers in a format that is not known, or with a chapter before them', () => {
    const section = (numbering: string) => `<w:pgSz w:w="11906" w:h="16838"/><w:pgNumType ${numbering}/>`
    expect(refusalOf({ body: paragraph('a'), section: section('w:fmt="thaiNumbers"') })).toBe(
      'FILE_UNDRAWABLE 页码格式 thaiNumbers',
    )
    expect(refusalOf({ body: paragraph('a'), section: section('w:chapStyle="1"') })).toBe(
      'FILE_UNDRAWABLE 含章节号的页码',
    )
  })

  test('pictures in formats that are not drawn', () => {
    const body = paragraph(
      '<w:r><w:drawing><wp:inline><wp:extent cx="12700" cy="12700"/><a:graphic><a:graphicData uri="p"><pic:pic><pic:blipFill><a:blip r:embed="old"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>',
    )
    expect(refusalOf({ body, media: { 'old.emf': Buffer.from([1, 0, 0, 0, 9, 9]) } })).toBe(
      'FILE_UNDRAWABLE 图片 EMF',
    )
  })

  test('a circled number written as an equation field is a character', () => {
    const eq = (instruction: string) =>
      `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`
    expect(refusalOf({ body: paragraph(eq(' EQ \\o\\ac(○,3) ')) })).toBe('converted')
    expect(refusalOf({ body: paragraph(eq(' EQ \\f(1,2) ')) })).toBe('FILE_UNDRAWABLE 公式')
  })
})

describe('damaged and hostile Word files end in a named refusal', () => {
  const compound = (content: string) =>
    Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(600),
      Buffer.from(content, 'utf16le'),
    ])

  test('encrypted files and Word 97 files', () => {
    expect(refusal(compound('EncryptedPackage'))).toBe('FILE_LOCKED')
    expect(refusal(compound('WordDocument'))).toBe('FILE_UNSUPPORTED doc')
  })

  test.each([0, 1, 100, 1000])('cut off after %i bytes', (length) => {
    expect(refusal(wordFile({ body: paragraph('a') }).subarray(0, length))).toMatch(/^FILE_UNREADABLE/)
  })

  test('two parts of one name, whatever the letter case: each reader would show another', () => {
    const parts = { 'WORD/Document.xml': '<w:document xmlns:w="w"><w:body/></w:document>' }
    expect(refusalOf({ body: paragraph('a text'), parts })).toBe('FILE_UNREADABLE ZIP')
  })

  test('a document type with entities is never read', () => {
    const parts = {
      'word/document.xml':
        '<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>',
    }
    expect(refusalOf({ body: '', parts })).toMatch(/^FILE_UNREADABLE/)
  })

  test('tables in tables without end', () => {
    const depth = 60
    const body = '<w:tbl><w:tr><w:tc>'.repeat(depth) + paragraph('x') + '</w:tc></w:tr></w:tbl>'.repeat(depth)
    expect(refusalOf({ body })).toMatch(/^FILE_TOO_COMPLEX/)
  })

  test('a bomb of packed zeros', () => {
    const bomb = { 'word/document.xml': new Uint8Array(80 * 1024 * 1024) }
    expect(refusalOf({ body: '', parts: bomb })).toBe('FILE_TOO_COMPLEX')
  })

  test('more pages than allowed', () => {
    const body = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'.repeat(30)
    expect(refusal(wordFile({ body }), { ...CONVERSION_LIMITS, pages: 20 })).toBe('FILE_TOO_MANY_PAGES')
  })

  test('styles based on one another in a circle', () => {
    const styles =
      '<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    expect(refusalOf({ styles, body: paragraph('x', '<w:pStyle w:val="a"/>') })).toBe('converted')
  })
})
