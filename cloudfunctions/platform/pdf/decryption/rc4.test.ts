import { rc4 } from './rc4'

describe('RC4', () => {
  test.each([
    // RFC 6229 §2: the first 16 bytes of the key stream
    ['0102030405', '00'.repeat(16), 'b2396305f03dc027ccc3524a0a1118a8'],
    ['0102030405060708090a0b0c0d0e0f10', '00'.repeat(16), '9ac7cc9a609d1ef7b2932899cde41b97'],
    [Buffer.from('Key').toString('hex'), Buffer.from('Plaintext').toString('hex'), 'bbf316e8d940af0ad3'],
  ])('key %s', (key, data, expected) => {
    expect(rc4(Buffer.from(key, 'hex'), Buffer.from(data, 'hex')).toString('hex')).toBe(expected)
  })
})
