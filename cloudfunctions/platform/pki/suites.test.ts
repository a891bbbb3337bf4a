import { createHash, randomBytes } from 'node:crypto'
import { opensslVerify, pemFile, run, Scratch, testWith, trimDer } from '../pdf/testing/outside-tools'
import { samplePdf } from '../pdf/testing/sample-files'
import { signPdf, type SignedRevision } from '../pdf/sign'
import { completeLongTerm } from '../pdf/long-term'
import { verifyPdf } from '../pdf/verify/verify-pdf'
import { readCertificate } from './certificate'
import { readDer } from './der-reader'
import { LocalPki, LocalPkiError } from './local-pki'
import { suiteOf } from './keys'
import { OID } from './oids'
import { SM2_DEFAULT_ID, sm2Verify } from './sm2'
import { decodeTimeStampResponse, encodeTimeStampRequest, readTstInfo } from './tsp'

const company = { id: 'org-1', name: '上海云杉科技有限公司' }
const distinguishedId = `distid:${SM2_DEFAULT_ID}`

let scratch: Scratch
let pki: LocalPki
const masterKey = randomBytes(32)
const folder = () => scratch.path('pki')
beforeEach(async () => {
  scratch = new Scratch()
  pki = await LocalPki.create(folder(), masterKey)
})
afterEach(() => scratch.remove())

async function signWith(
  signer: Awaited<ReturnType<LocalPki['organizationSigner']>>,
): Promise<{ file: Buffer; signed: SignedRevision }> {
  const base = samplePdf()
  const signed = await signPdf({
    base,
    fieldName: 'seal',
    newField: { page: 0, rect: { x: 60, y: 60, width: 119, height: 119 } },
    appearance: null,
    name: '上海云杉科技有限公司',
    date: new Date(),
    signer,
    timeStamper: pki.timeStamper(signer.algorithm === 'sm2-sm3' ? 'sm' : 'international'),
  })
  return { file: Buffer.concat([base, signed.append]), signed }
}

function contentsOf(file: Buffer, [, b, c]: SignedRevision['byteRange']): Buffer {
  return trimDer(Buffer.from(file.toString('latin1', b + 1, c - 1), 'hex'))
}

function coveredBy(file: Buffer, [a, b, c, d]: SignedRevision['byteRange']): Buffer {
  return Buffer.concat([file.subarray(a, a + b), file.subarray(c, c + d)])
}

describe.each(['p256', 'rsa2048', 'rsa3072'] as const)('signers with %s keys', (keyType) => {
  testWith('openssl')('sign so that openssl agrees, chain and signing certificate included', async () => {
    const strong = await LocalPki.create(scratch.path('strong'), masterKey, { keyType })
    const organization = await strong.organizationSigner(company)
    const person = await strong.personSigner({ name: '王小雨', contractId: 'c-1', digest: 'ab'.repeat(32) })
    for (const signer of [organization, person]) {
      const { file, signed } = await signWith(signer)
      const { output } = opensslVerify(scratch, file, signed.byteRange, strong.roots())
      expect(output).toContain('CAdES Verification successful')
      const { bits } = readDer(readCertificate(signer.certificate).publicKey).child(1)
      expect(bits.length).toBe({ p256: 65, rsa2048: 270, rsa3072: 398 }[keyType])
      expect(verifyPdf(file, { roots: [...strong.roots(), ...pki.roots()] }).signatures[0]).toMatchObject({
        integrity: 'ok',
        level: 'B-T',
        trust: { status: 'trusted' },
      })
    }
  })
})

describe('the SM suite (国密)', () => {
  const sm = { ...company, suite: 'sm' } as const

  testWith('openssl')('openssl verifies the SM2 chain of companies, persons and time stamps', async () => {
    const organization = await pki.organizationSigner(sm)
    const person = await pki.personSigner({
      name: '王小雨',
      contractId: 'c-1',
      digest: 'ab'.repeat(32),
      suite: 'sm',
    })
    const issuing = organization.chain[0] as Buffer
    const root = pki.roots()[1] as Buffer
    // openssl sets the id for the checked certificate alone, not for those in between: link by link.
    const verify = (certificate: Buffer, issuer: Buffer, id: string[]) => {
      const trusted = pemFile(scratch, 'issuer.pem', [issuer])
      const checked = pemFile(scratch, 'checked.pem', [certificate])
      const how = ['-x509_strict', '-partial_chain', ...id]
      return run('openssl', ['verify', ...how, '-CAfile', trusted, checked]).output
    }
    const withId = ['-vfyopt', distinguishedId]
    expect(verify(issuing, root, withId)).toContain('checked.pem: OK')
    for (const signer of [organization, person]) {
      expect(signer.algorithm).toBe('sm2-sm3')
      const leaf = pemFile(scratch, 'leaf.pem', [signer.certificate])
      expect(verify(signer.certificate, issuing, withId)).toContain('checked.pem: OK')
      // Without the id of GM/T 0009 it does not verify: it is SM2, not ECDSA on that curve.
      expect(verify(signer.certificate, issuing, [])).not.toContain('OK')
      const text = run('openssl', ['x509', '-in', leaf, '-noout', '-text']).output
      expect(text).toMatch(/Signature Algorithm: SM2-with-SM3/)
      expect(text).toMatch(/ASN1 OID: SM2/)
    }
  })

  testWith('openssl')(
    'a PDF signature is SM2 over SM3 of the file: openssl checks each part of it',
    async () => {
      const signer = await pki.organizationSigner(sm)
      const { file, signed } = await signWith(signer)
      const cms = contentsOf(file, signed.byteRange)
      const signerInfo = readDer(cms).child(1).child(0).children.at(-1)?.child(0)
      if (!signerInfo) throw new Error('no signer info')
      expect(signerInfo.child(2).child(0).oid).toBe(OID.sm3)
      expect(signerInfo.child(4).child(0).oid).toBe(OID.sm2Sign)
      const attributes = Buffer.concat([Buffer.from([0x31]), signerInfo.child(3).raw.subarray(1)])
      const digest = signerInfo.child(3).children.find((item) => item.child(0).oid === OID.messageDigest)
      const covered = scratch.file('covered', coveredBy(file, signed.byteRange))
      const sm3 = run('openssl', ['dgst', '-sm3', '-r', covered]).output.slice(0, 64)
      expect(digest?.child(1).child(0).octets.toString('hex')).toBe(sm3)

      const publicKey = scratch.file(
        'public.pem',
        Buffer.from(
          run('openssl', [
            'x509',
            '-in',
            pemFile(scratch, 'leaf.pem', [signer.certificate]),
            '-noout',
            '-pubkey',
          ]).output,
        ),
      )
      const verify = ['-verify', '-pubin', '-inkey', publicKey, '-rawin', '-digest', 'sm3']
      const parts = [
        '-in',
        scratch.file('attributes', attributes),
        '-sigfile',
        scratch.file('value', signerInfo.child(5).octets),
      ]
      const { output } = run('openssl', ['pkeyutl', ...verify, ...parts, '-pkeyopt', distinguishedId])
      expect(output).toContain('Signature Verified Successfully')

      const dump = run('openssl', ['asn1parse', '-inform', 'DER', '-in', scratch.file('cms.der', cms)])
      expect(dump.status).toBe(0)
      expect(dump.output).toMatch(/SM2-with-SM3/)
      expect(dump.output).not.toMatch(/Error/i)
      expect(
        file.includes('/SubFilter/ETSI.CAdES.detached') || file.includes('/SubFilter /ETSI.CAdES.detached'),
      ).toBe(true)
    },
  )

  test('its time stamp is of the same suite: imprint and signature', async () => {
    const signer = await pki.organizationSigner(sm)
    const stamper = pki.timeStamper('sm')
    expect(stamper.digest).toBe('sm3')
    const digest = createHash('sm3').update('value').digest()
    const token = await stamper.stamp(digest)
    expect(readTstInfo(token)).toMatchObject({ algorithm: OID.sm3, digest })
    const signerInfo = readDer(token).child(1).child(0).children.at(-1)?.child(0)
    const attributes = Buffer.concat([
      Buffer.from([0x31]),
      signerInfo?.child(3).raw.subarray(1) ?? Buffer.alloc(0),
    ])
    const tsa = (await pki.validationData([signer.certificate])).certificates[5] as Buffer
    const point = readDer(readCertificate(tsa).publicKey).child(1).bits
    expect(sm2Verify(point, attributes, signerInfo?.child(5).octets ?? Buffer.alloc(0))).toBe(true)
  })

  testWith('openssl')('CRL and OCSP answers of the SM authority carry its own signature', async () => {
    const signer = await pki.organizationSigner(sm)
    await pki.revoke(signer.certificate, 'cessation')
    const issuing = pemFile(scratch, 'issuing.pem', [signer.chain[0] as Buffer])
    const { crls, ocsps } = await pki.validationData([signer.certificate])
    const point = readDer(readCertificate(signer.chain[0] as Buffer).publicKey).child(1).bits
    const crl = readDer(crls[2] as Buffer)
    expect(sm2Verify(point, crl.child(0).raw, crl.child(2).bits)).toBe(true)
    expect(
      run('openssl', [
        'crl',
        '-inform',
        'DER',
        '-in',
        scratch.file('sm.crl', crls[2] as Buffer),
        '-text',
        '-noout',
      ]).output,
    ).toMatch(/Cessation Of Operation/)
    const basic = readDer(
      readDer(ocsps[1] as Buffer)
        .child(1)
        .child(0)
        .child(1).octets,
    )
    expect(sm2Verify(point, basic.child(0).raw, basic.child(2).bits)).toBe(true)
    const shown = run('openssl', [
      'ocsp',
      '-respin',
      scratch.file('sm.ocsp', ocsps[1] as Buffer),
      '-issuer',
      issuing,
      '-cert',
      pemFile(scratch, 'leaf.pem', [signer.certificate]),
      '-noverify',
      '-no_nonce',
    ]).output
    expect(shown).toMatch(/leaf\.pem: revoked/)
  })

  test('a company and a person reach B-LTA in it, beside a signer of the other suite; a changed byte shows', async () => {
    const person = { name: '王小雨', contractId: 'c-1', digest: 'ab'.repeat(32) }
    const signers = [
      await pki.organizationSigner(sm),
      await pki.personSigner({ ...person, suite: 'sm' }),
      await pki.personSigner(person),
    ]
    let file = samplePdf()
    for (const [index, signer] of signers.entries()) {
      const { append } = await signPdf({
        base: file,
        fieldName: `field-${index}`,
        newField: { page: 0, rect: { x: 60, y: 60 + 150 * index, width: 100, height: 100 } },
        appearance: null,
        date: new Date(),
        signer,
        timeStamper: pki.timeStamper(suiteOf(signer.algorithm)),
      })
      file = Buffer.concat([file, append])
    }
    const validation = await pki.validationData(signers.map(({ certificate }) => certificate))
    for (const suite of ['international', 'sm'] as const) {
      const { append } = await completeLongTerm(file, { timeStamper: pki.timeStamper(suite), validation })
      const whole = Buffer.concat([file, append])
      const report = verifyPdf(whole, { roots: pki.roots(), now: Date.now() + 5 * 365 * 86_400_000 })
      expect(report.verdict).toBe('intact')
      expect(report.signatures.slice(0, 3)).toMatchObject(
        signers.map(() => ({
          level: 'B-LTA',
          integrity: 'ok',
          timeSource: 'signature-timestamp',
          trust: { status: 'trusted', revocation: 'good' },
        })),
      )
      const changed = Buffer.from(whole)
      changed[100] = (changed[100] as number) ^ 1
      expect(verifyPdf(changed, { roots: pki.roots() }).verdict).not.toBe('intact')
    }
  })

  test('an installation from before it gets the SM authority on first use, once, also over a restart', async () => {
    expect(pki.roots()).toHaveLength(1)
    expect(() => pki.timeStamper('sm')).toThrow(LocalPkiError)
    const second = await LocalPki.open(folder(), masterKey)
    const [a, b] = await Promise.all([pki.organizationSigner(sm), second.organizationSigner(sm)])
    expect(a.certificate.equals(b.certificate)).toBe(true)
    const reopened = await LocalPki.open(folder(), masterKey)
    expect(reopened.roots().map((root) => root.toString('hex'))).toEqual(
      pki.roots().map((root) => root.toString('hex')),
    )
    expect((await reopened.organizationSigner(sm)).certificate.equals(a.certificate)).toBe(true)
    expect((await reopened.organizationSigner(company)).algorithm).toBe('ecdsa-sha256')
  })

  test('an installation may make it its default; evidence keeps the international suite', async () => {
    const installation = await LocalPki.open(folder(), masterKey, { suite: 'sm' })
    expect((await installation.organizationSigner(company)).algorithm).toBe('sm2-sm3')
    expect(installation.timeStamper().digest).toBe('sm3')
    expect((await installation.evidenceSigner()).algorithm).toBe('ecdsa-sha256')
    expect((await installation.organizationSigner({ ...company, suite: 'international' })).algorithm).toBe(
      'ecdsa-sha256',
    )
  })
})

describe('time stamps for strangers', () => {
  const digest = createHash('sha256').update('x').digest()

  test('certificates come only when asked for (RFC 3161 §2.4.1); what is refused is refused by name', async () => {
    const stamper = pki.timeStamper()
    const asked = encodeTimeStampRequest({ digest })
    const unasked = Buffer.concat([asked.subarray(0, -3), Buffer.from([1, 1, 0])])
    const size = async (request: Buffer) => (await stamper.answer(request)).length
    expect((await size(asked)) - (await size(unasked))).toBeGreaterThan(1000)
    const failure = async (request: Buffer) =>
      readDer(await stamper.answer(request))
        .child(0)
        .children.at(-1)
        ?.raw.toString('hex')
    expect(await failure(encodeTimeStampRequest({ digest, policy: '1.2.3' }))).toBe('0303000001') // bit 15, unacceptedPolicy
    // bit 5, badDataFormat
    expect(await failure(encodeTimeStampRequest({ digest: digest.subarray(1) }))).toBe('03020204')
    expect(() =>
      decodeTimeStampResponse(Buffer.from('300930070201020302' + '0204', 'hex'), { digest }),
    ).toThrow(/rejected: status 2 \(badDataFormat\)/)
  })
})

describe('completion to B-LTA', () => {
  testWith('openssl')(
    'with the hash of the base given or not: the stamp covers the whole file and outlives the certificates',
    async () => {
      const { file, signed } = await signWith(await pki.organizationSigner(company))
      const validation = await pki.validationData([(await pki.organizationSigner(company)).certificate])
      const baseHash = createHash('sha256').update(file)
      for (const given of [undefined, baseHash]) {
        const done = await completeLongTerm(file, {
          timeStamper: pki.timeStamper(),
          validation,
          baseHash: given,
        })
        const whole = Buffer.concat([file, done.append])
        expect(done.baseSha256).toBe(signed.revisionSha256)
        expect(createHash('sha256').update(whole).digest('hex')).toBe(done.revisionSha256)
        const token = scratch.file('token.der', contentsOf(whole, done.byteRange))
        const data = scratch.file('data.bin', coveredBy(whole, done.byteRange))
        const ca = pemFile(scratch, 'ca.pem', pki.roots())
        const { output } = run('openssl', [
          'ts',
          '-verify',
          '-in',
          token,
          '-token_in',
          '-data',
          data,
          '-CAfile',
          ca,
        ])
        expect(output).toContain('Verification: OK')
        const report = verifyPdf(whole, { roots: pki.roots(), now: Date.now() + 5 * 365 * 86_400_000 })
        expect(report.verdict).toBe('intact')
        expect(report.signatures[0]).toMatchObject({ level: 'B-LTA', trust: { status: 'trusted' } })
      }
    },
  )

  test('a signature made before its certificate was revoked stays good, one made after does not', async () => {
    let clock = Date.now()
    const own = await LocalPki.create(scratch.path('timed'), masterKey, { now: () => clock })
    const signer = await own.organizationSigner(company)
    const sign = async () => {
      const base = samplePdf()
      const { append } = await signPdf({
        base,
        fieldName: 'seal',
        newField: { page: 0, rect: { x: 60, y: 60, width: 119, height: 119 } },
        appearance: null,
        date: new Date(clock),
        signer,
        timeStamper: own.timeStamper(),
      })
      return Buffer.concat([base, append])
    }
    const complete = async (file: Buffer) => {
      const validation = await own.validationData([signer.certificate])
      const { append } = await completeLongTerm(file, { timeStamper: own.timeStamper(), validation })
      return verifyPdf(Buffer.concat([file, append]), { roots: own.roots(), now: clock }).signatures[0]?.trust
    }
    const before = await sign()
    expect(await complete(before)).toMatchObject({ status: 'trusted', revocation: 'good' })
    clock += 3_600_000
    expect(await own.revokeOrganization(company, 'cessation')).toBe(1)
    expect(await own.revokeOrganization(company, 'cessation')).toBe(0)
    clock += 3_600_000
    expect(await complete(before)).toMatchObject({ status: 'trusted', revocation: 'revoked' })
    expect(await complete(await sign())).toMatchObject({ status: 'revoked' })
    expect((await own.organizationSigner(company)).certificate.equals(signer.certificate)).toBe(false)
  })
})

test('validation data holds each thing once, and no answer about the CAs themselves', async () => {
  const signer = await pki.organizationSigner(company)
  const every = [signer.certificate, ...signer.chain, signer.certificate]
  const { certificates, crls, ocsps } = await pki.validationData(every)
  expect([certificates.length, crls.length, ocsps.length]).toEqual([3, 2, 2])
  const stranger = await LocalPki.create(scratch.path('stranger'), masterKey)
  // Two installations of the same name: it is the key that tells whose a certificate is.
  expect((await stranger.validationData([signer.certificate])).ocsps).toHaveLength(1)
  await expect(stranger.ocsp(signer.certificate)).rejects.toThrow(LocalPkiError)
  await expect(stranger.revoke(signer.certificate, 'superseded')).rejects.toThrow(LocalPkiError)
})

test('CRL numbers only grow, also over a restart and when the clock goes back (RFC 5280 §5.2.3)', async () => {
  let clock = Date.now()
  const options = { now: () => clock }
  const own = await LocalPki.create(scratch.path('numbers'), masterKey, options)
  const numberOf = (crl: Buffer) => {
    const extensions = readDer(crl).child(0).find(0xa0)?.child(0).children ?? []
    const found = extensions.find((item) => item.child(0).oid === OID.crlNumber)
    return readDer(found?.child(1).octets ?? Buffer.alloc(0)).integer
  }
  const first = (await own.crls())[0] as Buffer
  expect(((await own.crls())[0] as Buffer).equals(first)).toBe(true)
  const signer = await own.organizationSigner(company)
  await own.revoke(signer.certificate, 'superseded')
  const second = (await own.crls())[0] as Buffer
  clock -= 5_000
  await own.revoke((await own.organizationSigner(company)).certificate, 'superseded')
  const third = (await own.crls())[0] as Buffer
  clock += 3_600_000
  const later = (await (await LocalPki.open(scratch.path('numbers'), masterKey, options)).crls())[0] as Buffer
  const numbers = [first, second, third, later].map(numberOf)
  expect(numbers).toEqual([...numbers].sort((a, b) => (a < b ? -1 : 1)))
  expect(new Set(numbers).size).toBe(4)
  expect(later.length).toBeGreaterThan(first.length)
})
