import { CanonicalJsonError, canonicalJson } from './canonical-json'

describe('canonical JSON (RFC 8785)', () => {
  test('writes the sample of RFC 8785 §3.2.2 to its published form', () => {
    const sample = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    ) as unknown
    expect(canonicalJson(sample)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  test('sorts keys by UTF-16 code units, as RFC 8785 §3.2.3 shows', () => {
    const keys = ['€', '\r', '\ufb33', '1', '\u{1f600}', '\u0080', 'ö']
    const object = Object.fromEntries(keys.map((key) => [key, 0]))
    expect(Object.keys(JSON.parse(canonicalJson(object)) as object)).toEqual([
      '1',
      '\r',
      '\u0080',
      'ö',
      '€',
      '\u{1f600}',
      '\ufb33',
    ])
  })

  test('says the same before and after a store kept the value as JSON', () => {
    const value = { b: undefined, a: [1, -0, 1e21], 名: '签立', nested: { y: null, x: false } }
    expect(canonicalJson(JSON.parse(JSON.stringify(value)))).toBe(canonicalJson(value))
  })

  test.each([
    ['NaN', { n: Number.NaN }],
    ['a lone surrogate', { s: 'a\ud800b' }],
    ['a lone surrogate in a key', { '\udc00': 1 }],
    ['a date object', { d: new Date(0) }],
    ['a hole in an array', [undefined]],
    ['a bigint', { n: 1n }],
  ])('refuses %s instead of writing something else', (_, value) => {
    expect(() => canonicalJson(value)).toThrow(CanonicalJsonError)
  })

  test('refuses endless nesting', () => {
    let value: unknown = 0
    for (let i = 0; i < 10_000; i++) value = [value]
    expect(() => canonicalJson(value)).toThrow(CanonicalJsonError)
  })
})
