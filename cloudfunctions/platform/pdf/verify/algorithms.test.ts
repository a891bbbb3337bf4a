import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import * as der from '../../pki/der'
import { readDer } from '../../pki/der-reader'
import { LocalPki } from '../../pki/local-pki'
import { OID } from '../../pki/oids'
import { generateSm2KeyPair, sm2PublicKeyInfo, sm2Sign } from '../../pki/sm2'
import { composeRevision0 } from '../compose'
import { completeLongTerm } from '../long-term'
import { signPdf } from '../sign'
import { run, Scratch, testWith } from '../testing/outside-tools'
import { samplePdf } from '../testing/sample-files'
import { checkSignature } from './algorithms'
import { publicKeyOf } from './public-keys'
import { verifyPdf } from './verify-pdf'

const data = [Buffer.from('what was '), Buffer.from('signed')]
const message = Buffer.concat(data)
const algorithm = (oid: string, ...parameters: Buffer[]) => readDer(der.sequence(der.oid(oid), ...parameters))
const spkiOf = (key: KeyObject) => key.export({ format: 'der', type: 'spki' })
const flipped = (bytes: Buffer) => {
  const copy = Buffer.from(bytes)
  copy[copy.length >> 1]! ^= 1
  return copy
}

/** Good as it is; bad with another message, another signature, another key. */
function expectExact(
  id: ReturnType<typeof algorithm>,
  digest: string | null,
  spki: Buffer,
  signature: Buffer,
  other: Buffer,
) {
  const check = (key: Buffer, parts: Buffer[], value: Buffer) =>
    checkSignature(id, digest, publicKeyOf(key)!, parts, value)
  expect(check(spki, data, signature)).toBe('ok')
  expect(check(spki, [message], signature)).toBe('ok')
  expect(check(spki, [Buffer.from('another')], signature)).toBe('bad')
  expect(check(spki, data, flipped(signature))).toBe('bad')
  expect(check(other, data, signature)).toBe('bad')
}

describe('every algorithm is checked exactly, or not at all (issue 3)', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const rsaOther = spkiOf(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey)

  test.each([
    ['sha256', OID.sha256WithRsa],
    ['sha3-256', OID.sha3_256WithRsa],
    ['ripemd160', OID.ripemd160WithRsa],
  ])('RSA PKCS#1 with %s', (digest, oid) => {
    const signature = sign(digest, message, rsa.privateKey)
    expectExact(algorithm(oid, der.nullValue()), null, spkiOf(rsa.publicKey), signature, rsaOther)
  })

  test.each(['brainpoolP384r1', 'secp256k1', 'P-521'])('ECDSA on %s, DER and plain', (namedCurve) => {
    const pair = generateKeyPairSync('ec', { namedCurve })
    const other = spkiOf(generateKeyPairSync('ec', { namedCurve }).publicKey)
    const spki = spkiOf(pair.publicKey)
    expectExact(algorithm(OID.ecdsaWithSha384), null, spki, sign('sha384', message, pair.privateKey), other)
    const plain = sign('sha384', message, { key: pair.privateKey, dsaEncoding: 'ieee-p1363' })
    expectExact(algorithm(OID.ecdsaPlainSha384), null, spki, plain, other)
  })

  test.each(['ed25519', 'ed448'] as const)('%s', (type) => {
    const pair = generateKeyPairSync(type as 'ed25519')
    const other = spkiOf(generateKeyPairSync(type as 'ed25519').publicKey)
    const id = algorithm(type === 'ed25519' ? OID.ed25519 : OID.ed448)
    expectExact(id, 'sha512', spkiOf(pair.publicKey), sign(null, message, pair.privateKey), other)
  })

  const pssParameters = (digest: string, mgf: string, salt: number) =>
    der.sequence(
      der.contextConstructed(0, der.sequence(der.oid(digest))),
      der.contextConstructed(1, der.sequence(der.oid(OID.mgf1), der.sequence(der.oid(mgf)))),
      der.contextConstructed(2, der.integer(salt)),
    )

  describe('RSA-PSS whose mask function has another hash', () => {
    const scratch = new Scratch()
    afterAll(() => scratch.remove())
    // 1025 and 2049 bits: the encoded message is one byte shorter than the signature.
    testWith('openssl')('as openssl makes it, for odd key sizes too', async () => {
      for (const modulusLength of [1024, 1025, 2048, 2049]) {
        const pair = generateKeyPairSync('rsa', { modulusLength })
        const other = spkiOf(generateKeyPairSync('rsa', { modulusLength }).publicKey)
        const key = scratch.file(
          'key.pem',
          Buffer.from(pair.privateKey.export({ format: 'pem', type: 'pkcs8' })),
        )
        const options = ['rsa_padding_mode:pss', 'rsa_mgf1_md:sha1', 'rsa_pss_saltlen:17']
        const path = scratch.file('data', message)
        const args = ['dgst', '-sha256', '-sign', key, '-out', scratch.path('signature')]
        run('openssl', [...args, ...options.flatMap((option) => ['-sigopt', option]), path])
        const { readFileSync } = await import('node:fs')
        const signature = readFileSync(scratch.path('signature'))
        const id = algorithm(OID.rsaPss, pssParameters(OID.sha256, OID.sha1, 17))
        expectExact(id, null, spkiOf(pair.publicKey), signature, other)
        const wrongSalt = algorithm(OID.rsaPss, pssParameters(OID.sha256, OID.sha1, 20))
        const check = checkSignature(wrongSalt, null, publicKeyOf(spkiOf(pair.publicKey))!, data, signature)
        expect(check).toBe('bad')
      }
    })
  })

  test('unknown algorithms, hashes and mask functions are unknown, never good or bad', () => {
    const key = publicKeyOf(spkiOf(rsa.publicKey))!
    const signature = sign('sha256', message, rsa.privateKey)
    const unknown = [
      algorithm('1.2.3.4.5'),
      algorithm(OID.rsaPss, pssParameters('1.2.3.4', OID.sha1, 20)),
      algorithm(OID.rsaPss, pssParameters(OID.sha256, '1.2.3.4', 20)),
    ]
    for (const id of unknown) expect(checkSignature(id, 'sha256', key, data, signature)).toBe('unknown')
  })
})

describe('SM2 with SM3 (GB/T 32918, GM/T 0010)', () => {
  const pair = generateSm2KeyPair()
  const other = sm2PublicKeyInfo(generateSm2KeyPair().point)

  test.each([
    ['1.2.156.10197.1.501', null],
    ['1.2.156.10197.1.301.1', 'sm3'],
    ['1.2.156.10197.1.301', 'sm3'],
    [OID.ecPublicKey, 'sm3'],
  ])('under the identifier %s', (oid, digest) => {
    const signature = sm2Sign(pair.privateKey, pair.point, message)
    expectExact(algorithm(oid), digest, sm2PublicKeyInfo(pair.point), signature, other)
  })

  test('an SM2 key under ECDSA with SHA-256 is not guessed at', () => {
    const key = publicKeyOf(sm2PublicKeyInfo(pair.point))!
    const signature = sm2Sign(pair.privateKey, pair.point, message)
    expect(checkSignature(algorithm(OID.ecdsaWithSha256), null, key, data, signature)).toBe('unknown')
  })

  test('a file signed and closed with SM2 is intact and trusted; one changed byte is seen', async () => {
    const scratch = new Scratch()
    try {
      const pki = await LocalPki.create(scratch.path('pki'), randomBytes(32))
      const signer = await pki.organizationSigner({ id: 'o1', name: '上海云杉科技有限公司', suite: 'sm' })
      const timeStamper = pki.timeStamper('sm')
      const places = [{ name: 'seal', page: 0, rect: { x: 60, y: 60, width: 100, height: 100 } }]
      const composed = await composeRevision0({
        source: samplePdf(),
        parties: [{ id: 'a', signatureFields: places, slots: [] }],
      })
      const base = Buffer.concat([composed.base, composed.append])
      const request = { base, fieldName: 'seal', appearance: null, date: new Date(), signer, timeStamper }
      const signed = Buffer.concat([base, (await signPdf(request)).append])
      const validation = await pki.validationData([signer.certificate])
      const closed = await completeLongTerm(signed, { timeStamper, validation })
      const file = Buffer.concat([signed, closed.append])
      const report = verifyPdf(file, { roots: pki.roots() })
      expect({ verdict: report.verdict, findings: report.findings }).toEqual({
        verdict: 'intact',
        findings: [],
      })
      expect(report.signatures.map((one) => [one.level, one.trust.status])).toEqual([
        ['B-LTA', 'trusted'],
        ['time-stamp', 'trusted'],
      ])
      const changed = Buffer.from(file)
      changed[60]! ^= 1
      expect(verifyPdf(changed, { roots: pki.roots() }).verdict).toBe('tampered')
    } finally {
      scratch.remove()
    }
  })
})
