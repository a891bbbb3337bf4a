import type { Search } from '../../search'
import { documentTexts } from '../../texts'
import { findWords } from './find-words'

// The words themselves need no device that remembers the language.
jest.mock('@/locales/language', () => ({ language: () => 'zh', useLanguage: () => 'zh' }))

const search = (more: Partial<Search>): Search => ({
  phrase: '甲方',
  state: 'done',
  matches: [],
  current: -1,
  more: false,
  read: 0,
  withoutText: 0,
  unreadable: 0,
  stamp: 0,
  ...more,
})
const match = { page: 4, boxes: [{ x: 0, y: 0, width: 1, height: 1 }] }
const words = (more: Partial<Search>) => findWords(search(more), 40, documentTexts.zh)

describe('what the find bar says', () => {
  test('which match of how many, and on which page', () => {
    expect(words({ matches: [match, match, match], current: 2 })).toEqual({
      count: '3/3',
      spoken: '第 3 处，共 3 处，在第 5 页',
      notes: [],
    })
    expect(words({ matches: [match], current: 0, more: true }).count).toBe('1/1+')
  })

  test('how far it is, and that nothing was found only when all was searched', () => {
    expect(words({ state: 'searching', read: 10 })).toEqual({
      count: '',
      spoken: '',
      notes: ['已查 10 / 40 页'],
    })
    expect(words({})).toEqual({ count: '0/0', spoken: '', notes: ['没有找到'] })
  })

  test('pages that could not be searched are told, and a search that broke off', () => {
    expect(words({ withoutText: 3, unreadable: 1 }).notes).toEqual([
      '没有找到',
      '3 页是图片，无法查找',
      '1 页没能读取',
    ])
    expect(words({ state: 'failed', matches: [match], current: 0 })).toMatchObject({
      count: '1/1',
      notes: ['查找没有完成'],
    })
    expect(words({ state: 'failed' }).count).toBe('')
  })
})
