import { entryCode } from './entry-code'

const code = 'Ab3_xY-9QwErTy12'

describe('entry of a signature code (SIGN-02)', () => {
  test('comes from the browser route, a mini-program code or a scanned link', () => {
    expect(entryCode({ code })).toBe(code)
    expect(entryCode({ scene: encodeURIComponent(code) })).toBe(code)
    expect(entryCode({ scene: encodeURIComponent(`code=${code}`) })).toBe(code)
    expect(entryCode({ q: encodeURIComponent(`https://sign.example.com/s/${code}?from=poster`) })).toBe(code)
  })

  test('anything else is no code: nothing is asked of the server with it', () => {
    expect(entryCode({})).toBeNull()
    expect(entryCode({ code: 'short' })).toBeNull()
    expect(entryCode({ code: '<script>alert(1)</script>' })).toBeNull()
    expect(entryCode({ q: 'https%3A%2F%2Fsign.example.com%2Fabout' })).toBeNull()
    expect(entryCode({ scene: '%E0%A4%A' })).toBeNull()
  })
})
