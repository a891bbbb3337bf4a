import { createVerify, randomBytes, X509Certificate } from 'node:crypto'
import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { isProviderFailure } from '#platform/kernel/ports'
import { completeLongTerm } from '#platform/pdf/long-term'
import { signPdf } from '#platform/pdf/sign'
import { run, Scratch, testWith } from '#platform/pdf/testing/outside-tools'
import { samplePdf } from '#platform/pdf/testing/sample-files'
import { verifyPdf } from '#platform/pdf/verify/verify-pdf'
import { LocalPki } from '#platform/pki/local-pki'
import { KeyFolder } from '#platform/pki/sealed-file'
import { openPki } from './open-pki'
import { readPkiSettings } from './pki-settings'
import { PublishedData } from './published-data'

const company = { id: 'org-1', name: '上海云杉科技有限公司' }
const openssl = promisify(execFile)

let scratch: Scratch
let server: Server
let base: string
/** What the double answers instead, where a test wants it. */
let instead: Record<string, { status: number; type?: string; body: string | Buffer }>
let requests: string[]
const masterKey = randomBytes(32)
const at = (name: string) => scratch.path(name)

beforeEach(async () => {
  scratch = new Scratch()
  instead = {}
  requests = []
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      void reply(request.url ?? '', request.headers, Buffer.concat(chunks)).then(
        ({ status, type, body }) =>
          response.writeHead(status, { 'content-type': type ?? 'text/plain' }).end(body),
        (e: unknown) => response.writeHead(500).end(String(e)),
      )
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  scratch.remove()
})

/** An authority made of openssl behind the two operations of RFC 7030, with a CRL beside them. */
function setUpAuthority(): void {
  writeFileSync(
    at('ca.cnf'),
    [
      '[req]',
      'distinguished_name = dn',
      '[dn]',
      '[root]',
      'basicConstraints = critical,CA:true',
      'keyUsage = critical,keyCertSign,cRLSign',
      'subjectKeyIdentifier = hash',
      '[leaf]',
      'basicConstraints = critical,CA:false',
      'keyUsage = critical,digitalSignature,nonRepudiation',
      'authorityKeyIdentifier = keyid',
      `crlDistributionPoints = URI:${base}/ca.crl`,
      '[ca]',
      'default_ca = own',
      '[own]',
      `database = ${at('index')}`,
      `crlnumber = ${at('crlnumber')}`,
      'default_md = sha256',
      'default_crl_days = 7',
    ].join('\n'),
  )
  writeFileSync(at('index'), '')
  writeFileSync(at('crlnumber'), '01\n')
  const config = ['-config', at('ca.cnf')]
  run('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-utf8',
    '-subj',
    '/C=CN/O=外部认证/CN=Outside Root',
    ...config,
    '-extensions',
    'root',
    '-keyout',
    at('ca.key'),
    '-out',
    at('ca.pem'),
    '-days',
    '3650',
  ])
  const key = ['-keyfile', at('ca.key'), '-cert', at('ca.pem')]
  run('openssl', ['ca', '-gencrl', ...config, ...key, '-out', at('crl.pem')])
  run('openssl', ['crl', '-in', at('crl.pem'), '-outform', 'DER', '-out', at('ca.crl')])
}

async function reply(url: string, headers: NodeJS.Dict<string | string[]>, body: Buffer) {
  requests.push(url)
  const special = instead[url]
  if (special) return special
  if (url === '/ca.crl')
    return { status: 200, type: 'application/pkix-crl', body: readFileSync(at('ca.crl')) }
  if (headers.authorization !== `Basic ${Buffer.from('qianli:geheim').toString('base64')}`)
    return { status: 401, body: 'who are you' }
  const name = randomBytes(4).toString('hex')
  if (url === '/est/simpleenroll') {
    if (headers['content-type'] !== 'application/pkcs10') return { status: 415, body: '' }
    writeFileSync(at(`${name}.csr`), Buffer.from(body.toString('latin1'), 'base64'))
    const csr = ['-inform', 'DER', '-in', at(`${name}.csr`)]
    // Proof of possession: openssl checks the request's own signature.
    await openssl('openssl', ['req', ...csr, '-verify', '-noout'])
    const ca = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-set_serial', `0x${name}`]
    await openssl('openssl', [
      'x509',
      '-req',
      ...csr,
      ...ca,
      '-days',
      '365',
      '-extfile',
      at('ca.cnf'),
      '-extensions',
      'leaf',
      '-out',
      at('leaf.pem'),
    ])
  }
  const file = url === '/est/simpleenroll' ? at('leaf.pem') : at('ca.pem')
  await openssl('openssl', [
    'crl2pkcs7',
    '-nocrl',
    '-certfile',
    file,
    '-outform',
    'DER',
    '-out',
    at(`${name}.p7`),
  ])
  const certificates = readFileSync(at(`${name}.p7`))
    .toString('base64')
    .replace(/.{64}(?!$)/g, '$&\r\n')
  return { status: 200, type: 'application/pkcs7-mime; smime-type=certs-only', body: certificates }
}

const open = async (more: Record<string, string> = {}, now: () => number = Date.now) =>
  openPki({
    files: new KeyFolder(scratch.dir, masterKey),
    settings: readPkiSettings({
      QIANLI_EST_URL: `${base}/est`,
      QIANLI_EST_USER: 'qianli',
      QIANLI_EST_PASSWORD: 'geheim',
      QIANLI_EST_ROOTS: at('ca.pem'),
      ...more,
    }),
    now,
  })

async function failureOf(promise: Promise<unknown>): Promise<string> {
  const e: unknown = await promise.then(
    () => new Error('accepted'),
    (failure: unknown) => failure,
  )
  expect(isProviderFailure(e)).toBe(true)
  return (e as Error).message
}

describe('certificates of an outside authority (RFC 7030)', () => {
  testWith('openssl')('a company and a person sign to B-LTA with them: chain, CRL and all', async () => {
    setUpAuthority()
    const { port } = await open()
    const signer = await port.organizationSigner(company)
    const person = await port.personSigner({ name: '王小雨', contractId: 'c-1', digest: 'ab'.repeat(32) })
    expect(new X509Certificate(signer.certificate).subject).toContain('CN=上海云杉科技有限公司')
    expect(new X509Certificate(signer.certificate).issuer).toContain('CN=Outside Root')
    let file = samplePdf()
    for (const [index, one] of [signer, person].entries()) {
      const { append } = await signPdf({
        base: file,
        fieldName: `field-${index}`,
        newField: { page: 0, rect: { x: 60, y: 60 + 200 * index, width: 119, height: 119 } },
        appearance: null,
        date: new Date(),
        signer: one,
        timeStamper: port.timeStamper(),
      })
      file = Buffer.concat([file, append])
    }
    const validation = await port.validationData([signer.certificate, person.certificate])
    const done = await completeLongTerm(file, { timeStamper: port.timeStamper(), validation })
    const report = verifyPdf(Buffer.concat([file, done.append]), { roots: port.roots() })
    expect(report.signatures.slice(0, 2)).toMatchObject([
      { level: 'B-LTA', trust: { status: 'trusted', revocation: 'good' } },
      { level: 'B-LTA', trust: { status: 'trusted', revocation: 'good' } },
    ])
    await expect(person.sign(Buffer.from('again'))).rejects.toThrow('signs once')
    expect(requests.filter((url) => url === '/ca.crl')).toHaveLength(1)
  })

  testWith('openssl')(
    'a company keeps its certificate over a restart and renews it before its end',
    async () => {
      setUpAuthority()
      let clock = Date.now()
      const first = await (await open({}, () => clock)).port.organizationSigner(company)
      const again = await (await open({}, () => clock)).port.organizationSigner(company)
      expect(again.certificate.equals(first.certificate)).toBe(true)
      const data = Buffer.from('data')
      const key = new X509Certificate(first.certificate).publicKey
      expect(
        createVerify('sha256')
          .update(data)
          .verify(key, await again.sign(data)),
      ).toBe(true)
      clock += 340 * 86_400_000
      const renewed = await (await open({}, () => clock)).port.organizationSigner(company)
      expect(renewed.certificate.equals(first.certificate)).toBe(false)
    },
  )

  testWith('openssl')('what the authority does wrong is a named failure, and nothing is kept', async () => {
    setUpAuthority()
    const ask = async () => failureOf((await open()).port.organizationSigner(company))
    const type = 'application/pkcs7-mime'
    instead['/est/simpleenroll'] = { status: 202, body: '' }
    expect(await ask()).toBe('EnrolmentPending')
    instead['/est/simpleenroll'] = { status: 200, type, body: 'rubbish' }
    expect(await ask()).toBe('EnrolmentUnreadable')
    instead['/est/simpleenroll'] = { status: 200, body: 'page' }
    expect(await ask()).toBe('EnrolmentNoCertificates')
    instead['/est/simpleenroll'] = { status: 200, type, body: Buffer.alloc(300_000, 65) }
    expect(await ask()).toBe('AnswerTooLarge')
    // Somebody else's certificate: the authority's own.
    await openssl('openssl', [
      'crl2pkcs7',
      '-nocrl',
      '-certfile',
      at('ca.pem'),
      '-outform',
      'DER',
      '-out',
      at('x.p7'),
    ])
    instead['/est/simpleenroll'] = { status: 200, type, body: readFileSync(at('x.p7')).toString('base64') }
    expect(await ask()).toBe('EnrolmentOtherKey')
    instead = {}
    const { port } = await open({ QIANLI_EST_PASSWORD: 'wrong' })
    expect(await failureOf(port.organizationSigner(company))).toBe('EnrolmentHttp401')
    const other = await LocalPki.create(at('other'), masterKey)
    const pem = (der: Buffer) =>
      `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`
    writeFileSync(at('other.pem'), pem(other.roots()[0] as Buffer))
    const untrusting = await open({ QIANLI_EST_ROOTS: at('other.pem') })
    expect(await failureOf(untrusting.port.organizationSigner(company))).toBe('EnrolmentUntrusted')
    expect((await (await open()).port.organizationSigner(company)).chain).toHaveLength(1)
  })
})

describe('revocation data of outside authorities', () => {
  test('comes from OCSP first, only when it holds and is current; a revoked certificate is told', async () => {
    let clock = Date.now()
    const outside = await LocalPki.create(at('outside'), masterKey, {
      publishedAt: `${base}/pki`,
      now: () => clock,
    })
    const signer = await outside.organizationSigner(company)
    const chain = [signer.certificate, ...signer.chain]
    const publish = async () => {
      instead['/pki/ocsp'] = { status: 200, body: await outside.ocsp(signer.certificate) }
      const [issuing, root] = await outside.crls()
      instead['/pki/issuing.crl'] = { status: 200, body: issuing as Buffer }
      instead['/pki/root.crl'] = { status: 200, body: root as Buffer }
    }
    const collect = () => new PublishedData({ now: () => clock }).collect([chain])
    await publish()
    const found = await collect()
    // The OCSP answer is about the signer alone: for the issuing authority the list has to do.
    expect([found.ocsps.length, found.crls.length, found.certificates.length]).toEqual([1, 1, 3])

    instead['/pki/ocsp'] = { status: 500, body: '' }
    expect(await collect()).toMatchObject({ ocsps: [], crls: { length: 2 } })
    clock += 8 * 86_400_000
    expect(await failureOf(collect())).toBe('RevocationUnknown: outdated')
    await outside.revoke(signer.certificate, 'key-compromise')
    await publish()
    expect(await failureOf(collect())).toBe('Revoked')
    const forger = await LocalPki.create(at('forger'), masterKey)
    await forger.organizationSigner(company)
    instead['/pki/ocsp'] = { status: 200, body: Buffer.from('rubbish') }
    instead['/pki/issuing.crl'] = { status: 200, body: (await forger.crls())[0] as Buffer }
    expect(await failureOf(collect())).toMatch(/^RevocationUnknown/)
  })

  test('nothing is fetched for a certificate that leads to no configured root', async () => {
    const stranger = await LocalPki.create(at('stranger'), masterKey, { publishedAt: `${base}/pki` })
    const signer = await stranger.organizationSigner(company)
    const own = await LocalPki.create(at('own'), masterKey)
    const pem = (der: Buffer) =>
      `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`
    writeFileSync(at('ca.pem'), pem(own.roots()[0] as Buffer))
    const { port } = await open()
    await port.validationData([signer.certificate])
    expect(requests).toEqual([])
  })
})

describe('settings', () => {
  test.each([
    [{ QIANLI_SIGNATURE_SUITE: 'gm' }, /QIANLI_SIGNATURE_SUITE=gm/],
    [{ QIANLI_KEY_TYPE: 'rsa1024' }, /QIANLI_KEY_TYPE/],
    [{ QIANLI_TSA_URL: 'https://tsa.example' }, /QIANLI_TSA_ROOTS/],
    [{ QIANLI_TSA_URL: 'ftp://tsa.example', QIANLI_TSA_ROOTS: 'x' }, /QIANLI_TSA_URL/],
    [{ QIANLI_TSA_URL: 'http://tsa.example', QIANLI_TSA_ROOTS: 'x', QIANLI_TSA_USER: 'me' }, /https/],
    [{ QIANLI_EST_URL: 'http://ca.example/est', QIANLI_EST_ROOTS: 'x' }, /https/],
    [{ QIANLI_TSA_POLICY: 'any' }, /QIANLI_TSA_POLICY/],
    [{ QIANLI_EST_CLIENT_CERT: 'x' }, /go together/],
  ])('%j is refused with a sentence', (env, message) => {
    expect(() => readPkiSettings(env)).toThrow(message)
  })
})
