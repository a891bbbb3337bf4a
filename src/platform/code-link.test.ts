import { codeInLink } from './code-link'

describe('signature codes in links', () => {
  test('are found in both forms of our links', () => {
    expect(codeInLink('https://q.example/#/packages/sign/landing/index?code=AbCdEf0123456789')).toBe(
      'AbCdEf0123456789',
    )
    expect(codeInLink('https://q.example/s/AbCdEf0123456789')).toBe('AbCdEf0123456789')
  })

  test('are not found in anything else', () => {
    expect(codeInLink('https://q.example/?code=short')).toBeUndefined()
    expect(codeInLink('https://q.example/s/AbCdEf01234<script>')).toBeUndefined()
    expect(codeInLink('hello')).toBeUndefined()
  })
})
