import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { run, Scratch, testWith } from '../pdf/testing/outside-tools'
import { readDer } from './der-reader'
import { importLocalKey } from './local-key'
import {
  generateSm2KeyPair,
  namesSm2Curve,
  readSm2PrivateKey,
  SM2_DEFAULT_ID,
  sm2PrivateKeyInfo,
  sm2PublicKeyInfo,
  sm2Sign,
  sm2Verify,
} from './sm2'

let scratch: Scratch
beforeEach(() => {
  scratch = new Scratch()
})
afterEach(() => scratch.remove())

const pem = (label: string, der: Buffer) =>
  Buffer.from(`-----BEGIN ${label}-----\n${der.toString('base64')}\n-----END ${label}-----\n`)
const derOf = (path: string) =>
  Buffer.from(readFileSync(path, 'latin1').replace(/-----[^-]+-----|\s/g, ''), 'base64')

describe('SM2 signatures (GB/T 32918.2)', () => {
  test('the worked example of GM/T 0003.5 A.2 verifies', () => {
    const point = Buffer.from(
      '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020' +
        'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
      'hex',
    )
    const r = 'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3'
    const s = 'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa'
    const signature = Buffer.from(`3046022100${r}022100${s}`, 'hex')
    expect(sm2Verify(point, Buffer.from('message digest'), signature)).toBe(true)
    expect(sm2Verify(point, Buffer.from('message digesT'), signature)).toBe(false)
  })

  test('any message verifies, whole or in parts, and no changed byte of it does', () => {
    const pair = generateSm2KeyPair()
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.nat(), (bytes, at) => {
        const data = Buffer.from(bytes)
        const signature = sm2Sign(pair.privateKey, pair.point, data)
        const cut = at % data.length
        const changed = Buffer.from(data)
        changed[cut] = (changed[cut] as number) ^ 1
        return (
          sm2Verify(pair.point, [data.subarray(0, cut), data.subarray(cut)], signature) &&
          !sm2Verify(pair.point, changed, signature)
        )
      }),
      { numRuns: 30 },
    )
  })

  test('another id, another key, a twisted or foreign number and rubbish are refused, never thrown', () => {
    const pair = generateSm2KeyPair()
    const data = Buffer.from('data')
    const signature = sm2Sign(pair.privateKey, pair.point, data)
    const [r, s] = readDer(signature).children.map((node) => node.raw) as [Buffer, Buffer]
    const zero = Buffer.from('020100', 'hex')
    const order = Buffer.from('022100fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123', 'hex')
    const sequence = (...items: Buffer[]) => {
      const body = Buffer.concat(items)
      return Buffer.concat([Buffer.from([0x30, body.length]), body])
    }
    for (const bad of [
      sequence(s, r),
      sequence(r, zero),
      sequence(zero, s),
      sequence(r, order),
      sequence(r),
      sequence(r, s, s),
      Buffer.concat([signature, zero]),
      Buffer.alloc(0),
      Buffer.from('3006020101020101', 'hex'),
    ])
      expect(sm2Verify(pair.point, data, bad)).toBe(false)
    expect(sm2Verify(pair.point, data, signature)).toBe(true)
    expect(sm2Verify(pair.point, data, signature, 'ALICE123@YAHOO.COM')).toBe(false)
    expect(sm2Verify(generateSm2KeyPair().point, data, signature)).toBe(false)
    const offCurve = Buffer.from(pair.point)
    offCurve[64] = (offCurve[64] as number) ^ 1
    expect(sm2Verify(offCurve, data, signature)).toBe(false)
    expect(sm2Verify(pair.point.subarray(0, 33), data, signature)).toBe(false)
  })

  test('a key seen often verifies the same with its tables', () => {
    const pair = generateSm2KeyPair()
    for (let i = 0; i < 6; i++) {
      const data = Buffer.from([i])
      const signature = sm2Sign(pair.privateKey, pair.point, data)
      expect(sm2Verify(pair.point, data, signature)).toBe(true)
      expect(sm2Verify(pair.point, Buffer.from([i + 1]), signature)).toBe(false)
    }
  })

  test('keys survive PKCS#8 and are told from those of other curves', () => {
    const pair = generateSm2KeyPair()
    const pkcs8 = sm2PrivateKeyInfo(pair)
    expect(readSm2PrivateKey(pkcs8)).toEqual(pair)
    expect(namesSm2Curve(pkcs8)).toBe(true)
    expect(namesSm2Curve(sm2PublicKeyInfo(pair.point))).toBe(true)
    expect(importLocalKey(pkcs8).publicKey.equals(sm2PublicKeyInfo(pair.point))).toBe(true)
  })
})

describe('SM2 with openssl', () => {
  const id = ['-pkeyopt', `distid:${SM2_DEFAULT_ID}`]
  const data = Buffer.from('合同正文 contract text')

  testWith('openssl')('openssl accepts our signature with our key', async () => {
    const pair = generateSm2KeyPair()
    const key = scratch.file('key.pem', pem('PUBLIC KEY', sm2PublicKeyInfo(pair.point)))
    const text = scratch.file('data', data)
    for (let i = 0; i < 5; i++) {
      const signature = scratch.file('signature', sm2Sign(pair.privateKey, pair.point, data))
      const check = ['-verify', '-pubin', '-inkey', key, '-rawin', '-digest', 'sm3', '-in', text]
      const { output } = run('openssl', ['pkeyutl', ...check, '-sigfile', signature, ...id])
      expect(output).toContain('Signature Verified Successfully')
    }
  })

  testWith('openssl')('we accept the signature of openssl, and sign with the key it made', async () => {
    const key = scratch.path('key.pem')
    run('openssl', ['genpkey', '-algorithm', 'SM2', '-out', key])
    const publicKey = scratch.path('public.pem')
    run('openssl', ['pkey', '-in', key, '-pubout', '-out', publicKey])
    const point = readDer(derOf(publicKey)).child(1).bits
    const text = scratch.file('data', data)
    const signature = scratch.path('signature')
    run('openssl', [
      'pkeyutl',
      '-sign',
      '-inkey',
      key,
      '-rawin',
      '-digest',
      'sm3',
      '-in',
      text,
      '-out',
      signature,
      ...id,
    ])
    expect(sm2Verify(point, data, readFileSync(signature))).toBe(true)

    const ours = importLocalKey(derOf(key))
    expect(readDer(ours.publicKey).child(1).bits.equals(point)).toBe(true)
    const back = scratch.file('back', await ours.sign(data))
    const { output } = run('openssl', [
      'pkeyutl',
      '-verify',
      '-pubin',
      '-inkey',
      publicKey,
      '-rawin',
      '-digest',
      'sm3',
      '-in',
      text,
      '-sigfile',
      back,
      ...id,
    ])
    expect(output).toContain('Signature Verified Successfully')
  })

  test('SM3 of node is the SM3 of GM/T 0004', () => {
    expect(createHash('sm3').update('abc').digest('hex')).toBe(
      '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
    )
  })
})
