import { formatted } from './number-text'

/** Days since 1900 of Sunday, 22 November 2026. */
const SUNDAY = 46_348

describe('numbers by their formats (CON-21)', () => {
  test.each([
    // Money: stored a hair below the half, shown as a person rounds.
    ['0.00', 1.005, '1.01'],
    ['0.00', 2.175, '2.18'],
    ['#,##0.00', -1_234_567.885, '-1,234,567.89'],
    ['0%', 0.285, '29%'],
    ['0.00_);(0.00)', -2.675, '(2.68)'],
    ['0.0000000000000', 1.5, '1.5000000000000'],
    ['G/通用格式"元"', 12.5, '12.5元'],
  ])('%s of %d', (pattern, value, text) => {
    expect(formatted(pattern, value)?.text.trim()).toBe(text)
  })

  test.each([
    [3e-104, '3E-104'],
    [1e21, '1E+21'],
    [1e11, '1E+11'],
    [99_999_999_999, '99999999999'],
    [-4.0893554731909327e-9, '-4.08936E-09'],
    [0.0000123456789, '1.23457E-05'],
    [0.00001, '0.00001'],
    [-1e-9, '-0.000000001'],
    [6779.0725293054, '6779.072529'],
    [0.1 + 0.2, '0.3'],
  ])('%d without a format', (value, text) => {
    expect(formatted('General', value)?.text).toBe(text)
  })

  test.each([
    ['mmm', 'Nov'],
    ['dddd', 'Sunday'],
    ['d-mmm-yy', '22-Nov-26'],
    ['[$-804]dddd', '星期日'],
    ['aaaa', '星期日'],
    ['"周"aaa', '周日'],
    ['[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', '2026年11月22日'],
    ['h:mm AM/PM', '6:00 PM'],
    ['上午/下午h"时"mm"分"', '下午6时00分'],
  ])('the day %s as Excel in Chinese writes it', (pattern, text) => {
    expect(formatted(pattern, SUNDAY + 0.75)?.text).toBe(text)
  })

  test('texts by the part of the format that is for texts', () => {
    expect(formatted(';;;', '秘密')?.text).toBe('')
    expect(formatted('@"元"', '壹佰')?.text).toBe('壹佰元')
  })

  test('Chinese numerals and other calendars are beyond it', () => {
    expect(formatted('[DBNum2][$-804]General', 5)).toBeNull()
    expect(formatted('[$-1030411]ge', SUNDAY)).toBeNull()
    expect(formatted('[$-1000409]mmm', SUNDAY)?.text).toBe('Nov')
  })
})
