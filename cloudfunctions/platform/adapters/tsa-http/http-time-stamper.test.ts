import { createHash, randomBytes } from 'node:crypto'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { readCertificates } from '#platform/adapters/pki-external/certificate-chain'
import { isProviderFailure } from '#platform/kernel/ports'
import { signPdf } from '#platform/pdf/sign'
import { run, Scratch, testWith } from '#platform/pdf/testing/outside-tools'
import { samplePdf } from '#platform/pdf/testing/sample-files'
import { verifyPdf } from '#platform/pdf/verify/verify-pdf'
import { LocalPki } from '#platform/pki/local-pki'
import { encodeTimeStampRequest, readTstInfo } from '#platform/pki/tsp'
import { HttpTimeStamper, type TimeStampService } from './http-time-stamper'

type Answer = (query: Buffer, request: IncomingMessage) => Promise<Partial<Reply>>
interface Reply {
  status: number
  contentType: string
  body: Buffer
}

let scratch: Scratch
let server: Server
let url: URL
let answer: Answer
let own: LocalPki

beforeEach(async () => {
  scratch = new Scratch()
  own = await LocalPki.create(scratch.path('pki'), randomBytes(32))
  answer = async (query) => ({ body: await own.timeStamper().answer(query) })
  server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`)
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  scratch.remove()
})

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const {
    status = 200,
    contentType = 'application/timestamp-reply',
    body,
  } = await answer(Buffer.concat(chunks), request)
  if (body === undefined) return // never answers
  response.writeHead(status, { 'content-type': contentType }).end(body)
}

const stamper = (more: Partial<TimeStampService> = {}) =>
  new HttpTimeStamper({ url, roots: own.roots(), now: () => Date.now(), ...more })
const digest = createHash('sha256').update('合同').digest()
const failureOf = async (promise: Promise<unknown>): Promise<string> => {
  const e: unknown = await promise.then(
    () => new Error('accepted'),
    (failure: unknown) => failure,
  )
  expect(isProviderFailure(e)).toBe(true)
  return (e as Error).message
}

describe('our own authority over HTTP', () => {
  test('gives a token over the digest; size and chain are learned', async () => {
    const service = stamper()
    expect(service.maxTokenBytes).toBe(16 * 1024)
    const token = await service.stamp(digest)
    expect(readTstInfo(token).digest.equals(digest)).toBe(true)
    expect(service.maxTokenBytes).toBeLessThan(token.length + 300)
    expect(service.certificates.at(-1)?.equals(own.roots()[0] as Buffer)).toBe(true)
    for (let i = 0; i < 20; i++)
      expect((await service.stamp(randomBytes(32))).length).toBeLessThanOrEqual(service.maxTokenBytes)
  })

  test('is asked with user, password and policy, with a fresh nonce each time, for the certificate', async () => {
    const seen: { authorization?: string; query: Buffer }[] = []
    answer = async (query, { headers }) => {
      seen.push({ authorization: headers.authorization, query })
      return { body: await own.timeStamper().answer(query) }
    }
    const service = stamper({ user: 'qianli', password: 'geheim' })
    await service.stamp(digest)
    await service.stamp(digest)
    expect(seen[0]?.authorization).toBe(`Basic ${Buffer.from('qianli:geheim').toString('base64')}`)
    expect(seen[0]?.query.equals(seen[1]?.query ?? Buffer.alloc(0))).toBe(false)
    expect(seen[0]?.query.subarray(-3).toString('hex')).toBe('0101ff')
    expect(await failureOf(stamper({ policy: '1.2.3.4' }).stamp(digest))).toMatch(/unacceptedPolicy/)
  })
})

describe('a token is not taken', () => {
  const other = createHash('sha256').update('other').digest()
  const cases: [string, RegExp, () => void, Partial<TimeStampService>?][] = [
    [
      'over another digest',
      /other-digest/,
      () =>
        (answer = async () => ({
          body: await own.timeStamper().answer(encodeTimeStampRequest({ digest: other })),
        })),
    ],
    [
      'of an earlier answer (nonce)',
      /other-nonce/,
      () =>
        (answer = async () => ({
          body: await own.timeStamper().answer(encodeTimeStampRequest({ digest, nonce: randomBytes(8) })),
        })),
    ],
    [
      'when the authority refuses',
      /rejected: status 2 \(badDataFormat\)/,
      () => (answer = async () => ({ body: await own.timeStamper().answer(Buffer.from('x')) })),
    ],
    [
      'when the server is in trouble',
      /TimeStampHttp503/,
      () => (answer = async () => ({ status: 503, body: Buffer.from('no') })),
    ],
    [
      'when it answers with a page',
      /TimeStampNoReply/,
      () => (answer = async () => ({ contentType: 'text/html', body: Buffer.from('<p>') })),
    ],
    ['when it answers rubbish', /malformed/, () => (answer = async () => ({ body: Buffer.from('rubbish') }))],
    [
      'when it sends without end',
      /AnswerTooLarge/,
      () => (answer = async () => ({ body: Buffer.alloc(70_000) })),
    ],
    ['when it is silent', /Timeout/, () => (answer = async () => ({})), { timeout: 200 }],
    [
      'when its signature does not hold',
      /TimeStampBroken/,
      () =>
        (answer = async (query) => {
          const body = await own.timeStamper().answer(query)
          body[body.length - 3] = (body[body.length - 3] as number) ^ 1
          return { body }
        }),
    ],
    ['under a root that was not configured', /TimeStampUntrusted/, () => undefined, { roots: [] }],
    [
      'from a certificate that has ended',
      /TimeStampUntrusted/,
      () => undefined,
      { now: () => Date.now() + 11 * 365 * 86_400_000 },
    ],
  ]
  for (const [name, message, arrange, options] of cases)
    test(name, async () => {
      arrange()
      expect(await failureOf(stamper(options).stamp(digest))).toMatch(message)
    })

  test('when nobody listens', async () => {
    const closed = new URL('http://127.0.0.1:9/')
    expect(await failureOf(stamper({ url: closed }).stamp(digest))).toBe('ConnectionFailed')
  })
})

describe('an authority run by openssl', () => {
  /** A root and a time-stamp certificate, and `openssl ts -reply` behind the server. */
  function setUp(): { roots: Buffer[] } {
    const at = (name: string) => scratch.path(name)
    scratch.file(
      'tsa.cnf',
      Buffer.from(
        [
          '[tsa]',
          'default_tsa = one',
          '[one]',
          `serial = ${at('serial')}`,
          `signer_cert = ${at('tsa.pem')}`,
          `certs = ${at('root.pem')}`,
          `signer_key = ${at('tsa.key')}`,
          'signer_digest = sha256',
          'default_policy = 1.2.3.4.1',
          'other_policies = 1.2.3.4.5',
          'digests = sha256, sha512',
          'ordering = yes',
          'tsa_name = yes',
          'ess_cert_id_chain = no',
          'ess_cert_id_alg = sha256',
          '[req]',
          'distinguished_name = dn',
          '[dn]',
          '[ca]',
          'basicConstraints = critical,CA:true',
          'keyUsage = critical,keyCertSign,cRLSign',
          '[ts]',
          'basicConstraints = critical,CA:false',
          'extendedKeyUsage = critical,timeStamping',
        ].join('\n'),
      ),
    )
    scratch.file('serial', Buffer.from('01\n'))
    const config = ['-config', at('tsa.cnf')]
    run('openssl', [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      '/CN=Time Root',
      ...config,
      '-extensions',
      'ca',
      '-keyout',
      at('root.key'),
      '-out',
      at('root.pem'),
      '-days',
      '3650',
    ])
    run('openssl', [
      'req',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      '/CN=Time Service',
      ...config,
      '-keyout',
      at('tsa.key'),
      '-out',
      at('tsa.csr'),
    ])
    run('openssl', [
      'x509',
      '-req',
      '-in',
      at('tsa.csr'),
      '-CA',
      at('root.pem'),
      '-CAkey',
      at('root.key'),
      '-CAcreateserial',
      '-extfile',
      at('tsa.cnf'),
      '-extensions',
      'ts',
      '-out',
      at('tsa.pem'),
      '-days',
      '3000',
    ])
    answer = async (query) => {
      const file = scratch.file(`q${randomBytes(4).toString('hex')}.tsq`, query)
      await promisify(execFile)('openssl', [
        'ts',
        '-reply',
        ...config,
        '-queryfile',
        file,
        '-out',
        `${file}.tsr`,
      ])
      return { body: readFileSync(`${file}.tsr`) }
    }
    return { roots: readCertificates(readFileSync(at('root.pem'))).map((one) => one.raw) }
  }

  testWith('openssl')('stamps a signature to B-T, and openssl ts -verify agrees', async () => {
    const { roots } = setUp()
    const service = stamper({ roots, policy: '1.2.3.4.5' })
    await service.learn()
    const base = samplePdf()
    const { append } = await signPdf({
      base,
      fieldName: 'seal',
      newField: { page: 0, rect: { x: 60, y: 60, width: 119, height: 119 } },
      appearance: null,
      date: new Date(),
      signer: await own.organizationSigner({ id: 'o1', name: '上海云杉科技有限公司' }),
      timeStamper: service,
    })
    const report = verifyPdf(Buffer.concat([base, append]), { roots: own.roots() })
    expect(report.signatures[0]).toMatchObject({ level: 'B-T', timeSource: 'signature-timestamp' })

    const token = await service.stamp(digest)
    const verified = run('openssl', [
      'ts',
      '-verify',
      '-token_in',
      '-in',
      scratch.file('token.der', token),
      '-digest',
      digest.toString('hex'),
      '-CAfile',
      scratch.path('root.pem'),
    ])
    expect(verified.output).toContain('Verification: OK')
    expect(readTstInfo(token).policy).toBe('1.2.3.4.5')
  })

  testWith('openssl')('names why it refuses a policy', async () => {
    const { roots } = setUp()
    expect(await failureOf(stamper({ roots, policy: '1.9.9' }).stamp(digest))).toMatch(
      /rejected: status 2 \(unacceptedPolicy\)/,
    )
  })
})
