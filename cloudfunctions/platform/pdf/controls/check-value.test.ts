import fc from 'fast-check'
import { checkValue, lengthOf } from './check-value'
import type { ApprovalControl, Control, ControlKind } from './control'
import { DATE_FORMATS, formatDate, readDate } from './date-format'
import { compareDecimals, grouped } from './decimal'

const base = { name: '控件', required: false }
const codes = (control: Control, value: unknown, options?: Parameters<typeof checkValue>[2]) =>
  checkValue(control, value, options).map(({ code }) => code)

const every: { [K in ControlKind]: Control<K> } = {
  text: { ...base, kind: 'text' },
  'multi-line-text': { ...base, kind: 'multi-line-text' },
  'check-boxes': { ...base, kind: 'check-boxes', options: ['甲', '乙'] },
  selector: { ...base, kind: 'selector', options: ['月付', '季付'] },
  number: { ...base, kind: 'number' },
  date: { ...base, kind: 'date', format: 'YYYY年MM月DD日' },
  image: { ...base, kind: 'image' },
  attachment: { ...base, kind: 'attachment', placement: 'inside' },
  email: { ...base, kind: 'email' },
  address: { ...base, kind: 'address' },
  education: { ...base, kind: 'education' },
  gender: { ...base, kind: 'gender' },
  table: { ...base, kind: 'table', columns: [{ title: '品名' }, { title: '数量' }] },
  region: { ...base, kind: 'region' },
  'signer-information': { ...base, kind: 'signer-information', information: 'company-name' },
  'signing-opinion': { ...base, kind: 'signing-opinion', statement: '我同意签署' },
  approval: {
    ...base,
    kind: 'approval',
    comments: { choice: 'single', options: ['同意', '不同意'], required: false },
    remarks: { required: false },
  },
  'signing-date': { ...base, kind: 'signing-date', format: 'YYYY-MM-DD' },
}
const kinds = Object.keys(every) as ControlKind[]

describe('values of controls (TPL-20 to TPL-49)', () => {
  test.each(kinds)('%s: empty is REQUIRED only when it is required', (kind) => {
    for (const nothing of [null, undefined, '', '  ', '\u200b\u200d', []]) {
      expect(codes({ ...every[kind], required: true }, nothing)).toEqual(['REQUIRED'])
    }
    expect(codes(every[kind], null)).toEqual([])
  })

  test.each(kinds)('%s: whatever a client sends is answered, never thrown at', (kind) => {
    fc.assert(
      fc.property(fc.anything(), fc.boolean(), (value, required) => {
        for (const { code } of checkValue({ ...every[kind], required }, value))
          expect(code).toMatch(/^[A-Z_]+$/)
      }),
      { numRuns: 200 },
    )
  })

  test('text: capacity counts characters as people do; signer information takes 20 (TPL-34, TPL-49)', () => {
    expect(codes({ ...every.text, maxLength: 4 }, '𠮷田一郎')).toEqual([])
    expect(codes({ ...every.text, maxLength: 3 }, '𠮷田一郎')).toEqual(['LENGTH'])
    expect(codes(every['signer-information'], '字'.repeat(20))).toEqual([])
    expect(codes(every['signer-information'], '字'.repeat(21))).toEqual(['LENGTH'])
    expect(lengthOf('e\u0301')).toBe(1)
  })

  test('line breaks belong to several lines only; control characters and turned text to none', () => {
    expect(codes(every.text, '一\n二')).toEqual(['CHARACTER'])
    expect(codes(every['multi-line-text'], '一\r\n二')).toEqual([])
    for (const bad of ['a\u0000b', 'a\u001bb', 'a\u202eb', 'a\u2028b'])
      expect(codes(every['multi-line-text'], bad)).toEqual(['CHARACTER'])
  })

  test('check boxes, selector, education, gender: only listed options, none twice (TPL-36, 37, 44, 45)', () => {
    expect(codes(every['check-boxes'], ['乙'])).toEqual([])
    expect(codes(every['check-boxes'], ['丙'])).toEqual(['OPTION'])
    expect(codes(every['check-boxes'], ['乙', '乙'])).toEqual(['OPTION'])
    expect(codes(every['check-boxes'], '乙')).toEqual(['SHAPE'])
    expect(codes(every.selector, '年付')).toEqual(['OPTION'])
    expect(codes(every.education, '本科')).toEqual([])
    expect(codes(every.education, '神童')).toEqual(['OPTION'])
    expect(codes(every.gender, '男')).toEqual([])
    expect(codes(every.gender, 'm')).toEqual(['OPTION'])
  })

  test('numbers: digits, sign and point only; range and decimals exact (TPL-38)', () => {
    for (const good of ['0', '-1', '1234567890123456789.01'])
      expect(codes({ ...every.number, maxLength: 40 }, good)).toEqual([])
    for (const bad of ['1e5', '１', '1,000', '.5', '5.', '+1', 'NaN', '0x1', '--1', '1 2'])
      expect(codes(every.number, bad)).toEqual(['NUMBER'])
    expect(codes(every.number, 5)).toEqual(['SHAPE'])
    const price = { ...every.number, minimum: '0.01', maximum: '0.3', decimals: 2 }
    expect(codes(price, '0.30')).toEqual([])
    expect(codes(price, '0.301')).toEqual(['NUMBER'])
    expect(codes(price, '0.31')).toEqual(['NUMBER'])
    expect(codes(price, '0')).toEqual(['NUMBER'])
  })

  test('dates: real days in the set form or as YYYY-MM-DD (TPL-39)', () => {
    expect(codes(every.date, '2026年11月22日')).toEqual([])
    expect(codes(every.date, '2028-02-29')).toEqual([])
    for (const bad of ['2026-02-29', '2026-13-01', '2026-04-31', '22/11/2026', '2026年11月', '0000-01-01'])
      expect(codes(every.date, bad)).toEqual(['DATE'])
  })

  test('e-mail addresses (TPL-42)', () => {
    for (const good of ['a@b.cn', 'wang.xiaoyu+sign@mail.example.com'])
      expect(codes(every.email, good)).toEqual([])
    for (const bad of [
      'a',
      'a@b',
      '@b.cn',
      'a@@b.cn',
      'a b@c.cn',
      'a@-b.cn',
      '.a@b.cn',
      'a..b@c.cn',
      `${'a'.repeat(65)}@b.cn`,
      '王@b.cn',
    ])
      expect(codes(every.email, bad)).toEqual(['EMAIL_INVALID'])
  })

  test('files: images inside the contract, images and PDF between pages, by size (TPL-40, TPL-41)', () => {
    const file = (fileName: string, size = 1000) => ({ fileName, size })
    const between: Control<'attachment'> = { ...every.attachment, placement: 'between-pages', maxFiles: 2 }
    expect(codes(every.image, file('章.PNG'))).toEqual([])
    expect(codes(every.image, file('a.gif'))).toEqual(['FILE_TYPE'])
    expect(codes(every.image, file('a.png.exe'))).toEqual(['FILE_TYPE'])
    expect(codes(every.image, file('a.png', 5 * 1024 * 1024 + 1))).toEqual(['FILE_TOO_BIG'])
    expect(codes(every.attachment, [file('a.pdf')])).toEqual(['FILE_TYPE'])
    expect(codes(between, [file('a.pdf', 6_000_000), file('b.bmp')])).toEqual([])
    expect(codes(between, [file('a.pdf'), file('b.bmp'), file('c.jpg')])).toEqual(['LENGTH'])
  })

  test('tables: rows of as many cells as columns; the cell is named (TPL-46)', () => {
    expect(codes(every.table, [['笔', '3']])).toEqual([])
    expect(codes(every.table, [['笔']])).toEqual(['SHAPE'])
    expect(
      codes({ ...every.table, maxRows: 1 }, [
        ['a', 'b'],
        ['c', 'd'],
      ]),
    ).toEqual(['LENGTH'])
    expect(
      checkValue(every.table, [
        ['笔', '3'],
        ['纸', '字'.repeat(501)],
      ]),
    ).toEqual([{ code: 'LENGTH', part: '1:1', limit: 500 }])
  })

  test('regions: three names, or, with a list, three that belong together (TPL-47)', () => {
    const regions = { 北京市: { 北京市: ['朝阳区'] }, 上海市: { 上海市: ['徐汇区'] }, 台湾省: {} }
    const region = (province: string, city: string, district: string) => ({ province, city, district })
    expect(codes(every.region, region('甲省', '乙市', '丙县'))).toEqual([])
    expect(codes(every.region, region('甲省', '乙市', ''))).toEqual(['REGION'])
    expect(codes(every.region, region('北京市', '北京市', '朝阳区'), { regions })).toEqual([])
    expect(codes(every.region, region('北京市', '北京市', '徐汇区'), { regions })).toEqual(['REGION'])
    expect(codes(every.region, region('台湾省', '', ''), { regions })).toEqual([])
    expect(codes(every.region, region('constructor', 'a', 'b'), { regions })).toEqual(['REGION'])
  })

  test('the assembled statement must be the set one, else it is assembled again (TPL-25)', () => {
    expect(codes(every['signing-opinion'], '我同意签署')).toEqual([])
    expect(codes(every['signing-opinion'], '我不同意')).toEqual(['STATEMENT'])
  })

  test('approval: each half says for itself what is required and allowed (TPL-24)', () => {
    const comments = { choice: 'single', options: ['同意', '不同意'], required: true } as const
    const control: ApprovalControl = {
      ...every.approval,
      comments,
      remarks: { required: true, maxLength: 5 },
    }
    expect(checkValue(control, { comments: ['同意'], remarks: '照办' })).toEqual([])
    expect(checkValue(control, null)).toEqual([
      { code: 'REQUIRED', part: 'comments' },
      { code: 'REQUIRED', part: 'remarks' },
    ])
    expect(codes(control, { comments: ['同意', '不同意'], remarks: '照办' })).toEqual(['OPTION'])
    expect(codes(control, { comments: ['也许'], remarks: '一二三四五六' })).toEqual(['OPTION', 'LENGTH'])
    const bare: ApprovalControl = { ...base, kind: 'approval' }
    expect(codes(bare, { comments: ['同意'], remarks: '话' })).toEqual(['OPTION', 'LENGTH'])
  })
})

describe('dates as they are set', () => {
  test('every format is read back; a day in Chinese numerals too', () => {
    const day = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(day, fc.constantFrom(...DATE_FORMATS), (date, format) => {
        const iso = date.toISOString().slice(0, 10)
        expect(readDate(formatDate(iso, format), format)).toBe(iso)
      }),
    )
    expect(formatDate('2026-11-22', 'YYYY年MM月DD日')).toBe('2026年11月22日')
    expect(formatDate('2026-01-02', 'YYYY年M月D日')).toBe('2026年1月2日')
    expect(formatDate('2026-10-20', '二〇〇〇年一月一日')).toBe('二〇二六年十月二十日')
    expect(() => formatDate('2026-02-30', 'YYYY-MM-DD')).toThrow(RangeError)
  })
})

describe('decimals', () => {
  test('compare exactly, group in threes', () => {
    expect(compareDecimals('0.1', '0.10')).toBe(0)
    expect(compareDecimals('-2', '-10')).toBe(1)
    expect(compareDecimals('9007199254740993', '9007199254740992')).toBe(1)
    expect(['1234567.5', '-123', '1000', '0'].map(grouped)).toEqual(['1,234,567.5', '-123', '1,000', '0'])
  })
})
