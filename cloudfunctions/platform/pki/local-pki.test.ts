import { createHash, randomBytes, X509Certificate } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pemFile, run, Scratch, testWith } from '../pdf/testing/outside-tools'
import { BINDING_EXTENSION, readCertificate } from './certificate'
import { cadesDetached } from './cms'
import { generateLocalKey } from './local-key'
import { LocalPki, LocalPkiError } from './local-pki'
import { SealedFileError } from './sealed-file'
import { KeySpentError } from './sign-once'
import { decodeTimeStampResponse, encodeTimeStampRequest, readTstInfo, TimeStampError } from './tsp'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const company = { id: 'org-1', name: '上海云杉科技有限公司' }

let scratch: Scratch
let dir: string
let clock: number
const masterKey = randomBytes(32)
const now = () => clock
let pki: LocalPki
beforeEach(async () => {
  scratch = new Scratch()
  dir = scratch.path('pki')
  clock = Date.now()
  pki = await LocalPki.create(dir, masterKey, { now })
})
afterEach(() => scratch.remove())

const person = (name = '王小雨') => pki.personSigner({ name, contractId: 'c-1', digest: 'ab'.repeat(32) })

describe('certificates', () => {
  test('a person gets at most 24 hours, the Chinese name, the binding to contract and digest, and nothing else of him', async () => {
    const signer = await person()
    const parsed = new X509Certificate(signer.certificate)
    const { notBefore, notAfter, extension } = readCertificate(signer.certificate)
    expect(parsed.subject).toBe('C=CN\nCN=王小雨')
    expect(notAfter.getTime() - notBefore.getTime()).toBeLessThanOrEqual(DAY)
    const binding = extension(BINDING_EXTENSION)
    expect(binding?.child(0).text).toBe('c-1')
    expect(binding?.child(1).octets.toString('hex')).toBe('ab'.repeat(32))
    // UTF8String has tag 0C.
    expect(signer.certificate.includes(Buffer.concat([Buffer.from([0x0c, 9]), Buffer.from('王小雨')]))).toBe(
      true,
    )
  })

  test('a person signs once; the key is stored nowhere', async () => {
    const before = await readdir(dir)
    const signer = await person()
    await signer.sign(Buffer.from('a'))
    await expect(signer.sign(Buffer.from('b'))).rejects.toThrow(KeySpentError)
    expect(await readdir(dir)).toEqual(before)
  })

  test('an organization keeps its certificate for a year, also over a restart, and gets a new one in the last month', async () => {
    const first = await pki.organizationSigner(company)
    clock += 300 * DAY
    const reopened = await LocalPki.open(dir, masterKey, { now })
    expect((await reopened.organizationSigner(company)).certificate.equals(first.certificate)).toBe(true)
    clock += 40 * DAY
    const renewed = await reopened.organizationSigner(company)
    expect(renewed.certificate.equals(first.certificate)).toBe(false)
    const { notBefore, notAfter } = readCertificate(renewed.certificate)
    expect((notAfter.getTime() - notBefore.getTime()) / DAY).toBeCloseTo(365, 0)
  })

  test('two requests at once give one organization key', async () => {
    const [a, b] = await Promise.all([pki.organizationSigner(company), pki.organizationSigner(company)])
    expect(a.certificate.equals(b.certificate)).toBe(true)
  })

  test('node checks every link of the chain', async () => {
    const signer = await person()
    const [leaf, issuing, root] = [signer.certificate, ...signer.chain].map((der) => new X509Certificate(der))
    expect(leaf?.checkIssued(issuing as X509Certificate)).toBe(true)
    expect(leaf?.verify((issuing as X509Certificate).publicKey)).toBe(true)
    expect(issuing?.verify((root as X509Certificate).publicKey)).toBe(true)
    expect(root?.raw.equals(pki.roots()[0] as Buffer)).toBe(true)
  })

  testWith('openssl')('openssl verifies the chain, and a revoked certificate through the CRL', async () => {
    const signer = await pki.organizationSigner(company)
    const roots = pemFile(scratch, 'roots.pem', pki.roots())
    const chain = pemFile(scratch, 'chain.pem', signer.chain)
    const leaf = pemFile(scratch, 'leaf.pem', [signer.certificate])
    const verify = async () => {
      const crls = (await pki.crls()).map((der, i) => {
        const path = scratch.file(`crl${i}.der`, der)
        return run('openssl', ['crl', '-inform', 'DER', '-in', path]).output
      })
      const crlFile = scratch.file('crls.pem', Buffer.from(crls.join('')))
      return run('openssl', [
        'verify',
        '-x509_strict',
        '-crl_check_all',
        '-CRLfile',
        crlFile,
        '-CAfile',
        roots,
        '-untrusted',
        chain,
        leaf,
      ])
    }
    expect((await verify()).output).toContain('leaf.pem: OK')
    await pki.revoke(signer.certificate, 'key-compromise')
    expect((await verify()).output).toContain('certificate revoked')
    const replaced = await pki.organizationSigner(company)
    expect(replaced.certificate.equals(signer.certificate)).toBe(false)
  })

  testWith('openssl')('openssl accepts the OCSP answers: good, then revoked', async () => {
    const signer = await pki.organizationSigner(company)
    const chain = pemFile(scratch, 'chain.pem', signer.chain)
    const issuer = pemFile(scratch, 'issuer.pem', signer.chain.slice(0, 1))
    const leaf = pemFile(scratch, 'leaf.pem', [signer.certificate])
    const roots = pemFile(scratch, 'roots.pem', pki.roots())
    const ask = async () => {
      const response = scratch.file('ocsp.der', await pki.ocsp(signer.certificate))
      return run('openssl', [
        'ocsp',
        '-respin',
        response,
        '-issuer',
        issuer,
        '-cert',
        leaf,
        '-CAfile',
        roots,
        '-verify_other',
        chain,
        '-no_nonce',
      ]).output
    }
    const good = await ask()
    expect(good).toContain('Response verify OK')
    expect(good).toContain('leaf.pem: good')
    await pki.revoke(signer.certificate, 'superseded')
    expect(await ask()).toMatch(/leaf\.pem: revoked[\s\S]*Reason: superseded/)
  })
})

describe('key files', () => {
  test('a wrong master key, a changed byte and a swapped file are refused', async () => {
    await pki.organizationSigner(company)
    await expect(LocalPki.open(dir, randomBytes(32))).rejects.toThrow(SealedFileError)
    const path = join(dir, 'authority.key')
    const bytes = await readFile(path)
    const organization = (await readdir(dir)).find((file) => file.startsWith('organization-')) as string
    await writeFile(path, await readFile(join(dir, organization)))
    await expect(LocalPki.open(dir, masterKey)).rejects.toThrow(SealedFileError)
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] as number) ^ 1
    await writeFile(path, bytes)
    await expect(LocalPki.open(dir, masterKey)).rejects.toThrow(SealedFileError)
  })

  test('an authority is never overwritten, and none is invented on opening', async () => {
    await expect(LocalPki.create(dir, masterKey)).rejects.toThrow(LocalPkiError)
    await expect(LocalPki.open(scratch.path('empty'), masterKey)).rejects.toThrow(LocalPkiError)
  })

  test('no private key lies readable in the folder', async () => {
    await pki.organizationSigner(company)
    for (const file of await readdir(dir)) {
      const bytes = await readFile(join(dir, file))
      expect(bytes.includes('key"')).toBe(false)
      expect(bytes.includes(Buffer.from('06072a8648ce3d0201', 'hex'))).toBe(false)
    }
  })
})

describe('time stamps (RFC 3161)', () => {
  const digest = createHash('sha256').update('hello').digest()

  testWith('openssl')('an openssl query is answered so that openssl ts -verify accepts it', async () => {
    const data = scratch.file('data', Buffer.from('hello'))
    const query = scratch.path('query.tsq')
    run('openssl', ['ts', '-query', '-data', data, '-sha256', '-cert', '-out', query])
    const answer = scratch.file('answer.tsr', await pki.timeStamper().answer(await readFile(query)))
    const roots = pemFile(scratch, 'roots.pem', pki.roots())
    const { output } = run('openssl', ['ts', '-verify', '-queryfile', query, '-in', answer, '-CAfile', roots])
    expect(output).toContain('Verification: OK')
  })

  test('a token is over the digest and tells the time of the clock in whole seconds', async () => {
    const token = await pki.timeStamper().stamp(digest)
    const info = readTstInfo(token)
    expect(info.digest.equals(digest)).toBe(true)
    expect(info.time.getTime()).toBe(Math.floor(clock / 1000) * 1000)
    expect(token.length).toBeLessThanOrEqual(pki.timeStamper().maxTokenBytes)
  })

  test('an answer over another digest, with another nonce, or a rejection is not taken', async () => {
    const nonce = randomBytes(8)
    const answer = await pki.timeStamper().answer(encodeTimeStampRequest({ digest, nonce }))
    expect(decodeTimeStampResponse(answer, { digest, nonce }).length).toBeGreaterThan(500)
    const other = createHash('sha256').update('other').digest()
    expect(() => decodeTimeStampResponse(answer, { digest: other, nonce })).toThrow(TimeStampError)
    expect(() => decodeTimeStampResponse(answer, { digest, nonce: randomBytes(8) })).toThrow(TimeStampError)
    const rejected = await pki.timeStamper().answer(Buffer.from('nonsense'))
    expect(() => decodeTimeStampResponse(rejected, { digest })).toThrow(TimeStampError)
  })
})

describe('CAdES signatures', () => {
  test.each(['p256', 'rsa2048', 'rsa3072'] as const)(
    '%s: the reserved space always holds the signature',
    async (keyType) => {
      const { cadesSizeBound } = await import('./cms')
      const signer = await pki.issueSigner({ subject: { commonName: '王小雨' }, validMs: HOUR, keyType })
      const stamper = pki.timeStamper()
      const bound = cadesSizeBound(signer, stamper.maxTokenBytes)
      for (let i = 0; i < 10; i++) {
        const cms = await cadesDetached(createHash('sha256').update(String(i)).digest(), signer, stamper)
        expect(cms.length).toBeLessThanOrEqual(bound)
        expect(bound - cms.length).toBeLessThan(1200)
      }
    },
  )

  test('keys are of the types asked for', async () => {
    expect((await generateLocalKey()).algorithm).toBe('ecdsa-sha256')
    expect((await generateLocalKey('rsa2048')).algorithm).toBe('rsa-sha256')
  })
})
