import fc from 'fast-check'
import * as der from './der'
import { DerError, readDer } from './der-reader'

describe('DER writing and reading back', () => {
  test('any integer keeps its value and takes the fewest octets (X.690 §8.3.2)', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(1n << 300n), max: 1n << 300n }), (value) => {
        const bytes = der.integer(value)
        const node = readDer(bytes)
        const [a, b] = node.content
        const padded =
          node.content.length > 1 && ((a === 0 && (b ?? 0) < 128) || (a === 255 && (b ?? 0) >= 128))
        return node.integer === value && !padded && node.end === bytes.length
      }),
    )
  })

  test('object identifiers survive, large arcs included', () => {
    const arc = fc.bigInt({ min: 0n, max: 1n << 100n })
    const dotted = fc
      .tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 39 }), fc.array(arc, { maxLength: 8 }))
      .map(([a, b, rest]) => [a, b, ...rest].join('.'))
    fc.assert(fc.property(dotted, (text) => readDer(der.oid(text)).oid === text))
  })

  test('SET OF is in ascending order whatever the order of its items (X.690 §11.6)', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 20 })), (items) => {
        const set = readDer(der.setOf(items.map((item) => der.octetString(Buffer.from(item)))))
        return set.children.every((kid, i) => {
          const before = set.children[i - 1]
          return !before || Buffer.compare(before.raw, kid.raw) <= 0
        })
      }),
    )
  })

  test('times are UTCTime through 2049 and GeneralizedTime from 2050 (RFC 5280 §4.1.2.5)', () => {
    const before = der.time(new Date('2049-12-31T23:59:59Z'))
    const after = der.time(new Date('2050-01-01T00:00:00Z'))
    expect([before[0], after[0]]).toEqual([0x17, 0x18])
    expect(readDer(before).date.toISOString()).toBe('2049-12-31T23:59:59.000Z')
    expect(readDer(after).date.toISOString()).toBe('2050-01-01T00:00:00.000Z')
  })

  test('lengths of 127, 128, 255, 256 and 70,000 octets are minimal', () => {
    for (const length of [127, 128, 255, 256, 70_000]) {
      const bytes = der.octetString(Buffer.alloc(length, 7))
      expect(readDer(bytes).content.length).toBe(length)
      expect(der.derHeader(0x04, length).length + length).toBe(bytes.length)
    }
  })
})

describe('BER tolerance and bounds', () => {
  test('indefinite length and a cut-up OCTET STRING read as one (real CMS has both)', () => {
    const bytes = Buffer.from('3080' + '2480' + '040161' + '04026263' + '0000' + '0000' + 'ff', 'hex')
    const node = readDer(bytes)
    expect(node.child(0).octets.toString()).toBe('abc')
    expect(node.indefinite).toBe(true)
    expect(node.end).toBe(bytes.length - 1)
  })

  test('nesting beyond the bound is an error, not a stack overflow', () => {
    const deep = Buffer.alloc(200_000, Buffer.from([0x30, 0x80]))
    expect(() => readDer(deep)).toThrow(new DerError('depth', 'nested too deep'))
  })

  test('a claimed length beyond the input is refused', () => {
    expect(() => readDer(Buffer.from('3084ffffffff00', 'hex'))).toThrow(DerError)
    expect(() => readDer(Buffer.from('30', 'hex'))).toThrow(DerError)
  })

  test('random bytes give an element or a DerError, nothing else', () => {
    const walk = (node: ReturnType<typeof readDer>): void => {
      if (node.constructed) node.children.forEach(walk)
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          walk(readDer(Buffer.from(bytes)))
        } catch (error) {
          return error instanceof DerError
        }
        return true
      }),
      { numRuns: 2000 },
    )
  })
})
