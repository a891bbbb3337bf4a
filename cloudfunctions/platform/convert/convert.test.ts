import { readFileSync } from 'node:fs'
import { FontSet } from '../pdf/fonts/font-set'
import { inspectUpload } from '../pdf/inspect'
import { run, Scratch, testWith } from '../pdf/testing/outside-tools'
import { ConversionRefused } from './conversion'
import { convert, convertEmbedded } from './convert'
import { sniff } from './sniff'

const env = { fonts: FontSet.open() }
let scratch: Scratch
beforeAll(() => (scratch = new Scratch()))
afterAll(() => scratch.remove())

const text = (bytes: Buffer) => convert(bytes, { filename: 'a.txt' }, env)
const refusal = (act: () => unknown): [string, string?] => {
  try {
    act()
  } catch (error) {
    if (error instanceof ConversionRefused) return [error.code, error.detail]
    throw error
  }
  throw new Error('it was converted')
}
/** Text as poppler reads it, lines trimmed. */
function read(pdf: Buffer): string {
  return run('pdftotext', ['-layout', scratch.file('read.pdf', pdf), '-']).output
}

describe('what a file is is told by its content', () => {
  test.each([
    ['a.docx', Buffer.from('%PDF-1.7\n'), 'pdf'],
    ['a.pdf', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10]), 'png'],
    ['a.png', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'jpeg'],
    ['a.jpg', Buffer.from('BM....'), 'bmp'],
    ['a.txt', Buffer.from('BMW 合同'), 'txt'],
    ['a.txt', Buffer.from('about %PDF-1.7 files'), 'txt'],
    ['a.doc', Buffer.from('<html>'), 'unknown'],
    ['a.docx', Buffer.from('PK\x03\x04 broken'), 'unknown'],
    ['a.txt', Buffer.alloc(0), 'empty'],
  ])('%s', (filename, bytes, kind) => {
    expect(sniff(bytes, filename)).toBe(kind)
  })
})

describe('text (CON-21)', () => {
  const words = '租赁合同\r\n甲方：上海云杉科技有限公司\r\n\t第一条\t租金 3,000 元\r\n乙方：㐂𠮷先生'

  const gb18030 = Buffer.from('d7e2c1deba cfcdac'.replaceAll(' ', ''), 'hex')

  testWith('pdftotext')('UTF-8, with and without mark, and UTF-16 give the same pages', async () => {
    const plain = text(Buffer.from(words))
    expect(read(plain.pdf)).toContain('上海云杉科技有限公司')
    expect(read(plain.pdf)).toContain('㐂𠮷先生')
    expect(plain.warnings).toEqual([])
    const swapped = Buffer.from(`\ufeff${words}`, 'utf16le').swap16()
    for (const bytes of [Buffer.from(`\ufeff${words}`), Buffer.from(`\ufeff${words}`, 'utf16le'), swapped])
      expect(text(bytes).pdf.equals(plain.pdf)).toBe(true)
  })

  testWith('pdftotext')('GB18030 is read, and the reader is told that it was a guess', async () => {
    const { pdf, warnings } = text(gb18030)
    expect(read(pdf)).toContain('租赁合同')
    expect(warnings).toEqual([{ code: 'ENCODING_GUESSED', count: 1, detail: 'GB18030' }])
  })

  test.each([
    ['zeros', Buffer.from([65, 0, 66])],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 65, 0, 0, 0])],
    ['bytes of no encoding', Buffer.from([0x41, 0xff, 0xff, 0x80])],
    ['half a UTF-16 character', Buffer.from([0xff, 0xfe, 65])],
  ])('%s are refused, never guessed', (_, bytes) => {
    expect(refusal(() => text(bytes))[0]).toBe('TEXT_ENCODING')
  })

  test('characters without a picture are named, not drawn as boxes', () => {
    const [code, detail] = refusal(() => text(Buffer.from('同意😀')))
    expect(code).toBe('FILE_CHARACTERS')
    expect(detail).toContain('😀 (U+1F600)')
    expect(refusal(() => text(Buffer.from('金额\u0007100')))).toEqual(['FILE_CHARACTERS', 'U+0007'])
    // Would show “100 元” where the bytes say “元 001”.
    expect(refusal(() => text(Buffer.from('金额\u202e元 001')))).toEqual(['FILE_CHARACTERS', 'U+202E'])
  })

  test('nothing but blanks is refused', () => {
    expect(refusal(() => text(Buffer.from(' \r\n\t\f')))[0]).toBe('FILE_EMPTY')
  })

  test('a form feed begins a page, a long line goes on in the next, and pages have a bound', () => {
    expect(text(Buffer.from('一\f二\f三\n')).pages).toBe(3)
    const long = text(Buffer.from('长'.repeat(20_000)))
    expect(long.pages).toBeGreaterThan(5)
    expect(inspectUpload(long.pdf).pages).toHaveLength(long.pages)
    expect(refusal(() => text(Buffer.from('x\f'.repeat(1200))))[0]).toBe('FILE_TOO_MANY_PAGES')
  })
})

describe('images (CON-67)', () => {
  const png = readFileSync('docs/picture.png')

  test('pages are A4 as the image lies; several images are pages in their order', async () => {
    const files = [png, png, png].map((bytes, i) => ({ filename: `${i}.png`, bytes }))
    const { pdf, pages } = await convertEmbedded(files, env)
    expect(pages).toBe(3)
    const facts = inspectUpload(pdf)
    expect(facts.pages).toHaveLength(3)
    expect(facts.pages[0]?.height).toBeCloseTo(595.28, 1)
  })

  test('a damaged image is refused', () => {
    expect(refusal(() => convert(png.subarray(0, 60), { filename: 'a.png' }, env))[0]).toBe('FILE_UNREADABLE')
  })
})
