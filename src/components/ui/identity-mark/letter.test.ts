import { markLetter } from './letter'

describe('the character of an identity mark', () => {
  test('a company is known by what follows its place', () => {
    expect(markLetter('上海云杉科技有限公司', 'organization')).toBe('云')
    expect(markLetter('江苏省禾川物流有限公司', 'organization')).toBe('禾')
  })

  test('a company named after its place only keeps the place', () => {
    expect(markLetter('上海', 'organization')).toBe('上')
  })

  test('a person is known by the family name, also one outside the basic plane', () => {
    expect(markLetter('王小雨', 'person')).toBe('王')
    expect(markLetter('𠮷田', 'person')).toBe('𠮷')
  })

  test('a Latin name gives a capital, no name a dot', () => {
    expect(markLetter('anna', 'person')).toBe('A')
    expect(markLetter(' ', 'person')).toBe('·')
  })
})
