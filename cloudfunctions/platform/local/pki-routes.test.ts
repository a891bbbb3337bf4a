import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { spawn } from 'node:child_process'
import * as der from '#platform/pki/der'
import { readDer } from '#platform/pki/der-reader'
import { LocalPki } from '#platform/pki/local-pki'
import { ocspCertId } from '#platform/pki/revocation'
import type { Signer } from '#platform/pki/keys'
import { pemFile, run, Scratch, testWith } from '#platform/pdf/testing/outside-tools'
import { pkiRoutes } from './pki-routes'
import { send } from './reply'

const company = { id: 'org-1', name: '上海云杉科技有限公司' }
let scratch: Scratch
let server: Server
let base: string
let pki: LocalPki
let signer: Signer
let clock: number
let publicTimeStamps: boolean

beforeEach(async () => {
  scratch = new Scratch()
  clock = Date.now()
  publicTimeStamps = true
  server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/pki`
  pki = await LocalPki.create(scratch.path('pki'), randomBytes(32), { publishedAt: base, now: () => clock })
  const options = { pki, trustProxy: false, now: () => clock }
  const on = pkiRoutes({ ...options, publicTimeStamps: true })
  const off = pkiRoutes({ ...options, publicTimeStamps: false })
  server.on('request', (request, response) => {
    const { pathname } = new URL(request.url ?? '', base)
    const route = publicTimeStamps ? on : off
    void route(request, pathname).then((reply) => send(response, reply, request.method === 'HEAD'))
  })
  signer = await pki.organizationSigner(company)
})
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve))
  scratch.remove()
})

/** Tools that talk to this process's server must not block it. */
function runBeside(command: string, args: string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(command, args)
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('close', () => resolve(output))
  })
}

const get = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer())

describe('what a relying party fetches', () => {
  testWith('openssl')(
    'the addresses in a certificate lead to its issuer, its CRL and its OCSP responder',
    async () => {
      const leaf = pemFile(scratch, 'leaf.pem', [signer.certificate])
      const text = run('openssl', ['x509', '-in', leaf, '-noout', '-text']).output
      const [crlUrl] = /http\S+\.crl/.exec(text) ?? []
      const [issuerUrl] = /http\S+\.crt/.exec(text) ?? []
      expect(run('openssl', ['x509', '-in', leaf, '-noout', '-ocsp_uri']).output.trim()).toBe(`${base}/ocsp`)
      expect((await get(issuerUrl ?? '')).equals(signer.chain[0] as Buffer)).toBe(true)

      const verify = async () => {
        const list = scratch.file('list.der', await get(crlUrl ?? ''))
        const crl = scratch.path('list.pem')
        run('openssl', ['crl', '-inform', 'DER', '-in', list, '-out', crl])
        const roots = scratch.file('root.pem', await get(`${base}/root.pem`))
        const issuing = pemFile(scratch, 'issuing.pem', [await get(issuerUrl ?? '')])
        const check = ['-crl_check', '-CRLfile', crl, '-CAfile', roots, '-untrusted', issuing, leaf]
        return run('openssl', ['verify', '-x509_strict', ...check]).output
      }
      expect(await verify()).toContain('leaf.pem: OK')
      await pki.revoke(signer.certificate, 'affiliation-changed')
      expect(await verify()).toContain('certificate revoked')
    },
  )

  testWith('openssl')('openssl ocsp asks over HTTP: good, then revoked with time and reason', async () => {
    const leaf = pemFile(scratch, 'leaf.pem', [signer.certificate])
    const issuing = pemFile(scratch, 'issuing.pem', signer.chain.slice(0, 1))
    const roots = pemFile(scratch, 'root.pem', pki.roots())
    const ask = (...more: string[]) =>
      runBeside('openssl', [
        ...['ocsp', '-url', `${base}/ocsp`, ...more, '-issuer', issuing, '-cert', leaf],
        ...['-CAfile', roots, '-verify_other', issuing],
      ])
    const good = await ask()
    expect(good).toContain('Response verify OK')
    expect(good).toContain('leaf.pem: good')
    expect(good).not.toMatch(/WARNING: no nonce/)
    await pki.revoke(signer.certificate, 'key-compromise')
    expect(await ask('-no_nonce')).toMatch(
      /leaf\.pem: revoked[\s\S]*Reason: keyCompromise[\s\S]*Revocation Time/,
    )
    expect(await ask('-sha256')).toContain('leaf.pem: revoked')
  })

  testWith('openssl')(
    'the GET form answers the same and may be cached (RFC 6960 A.1, RFC 5019)',
    async () => {
      const issuing = pemFile(scratch, 'issuing.pem', signer.chain.slice(0, 1))
      const leaf = pemFile(scratch, 'leaf.pem', [signer.certificate])
      const query = scratch.path('query.der')
      run('openssl', ['ocsp', '-issuer', issuing, '-cert', leaf, '-no_nonce', '-reqout', query])
      const encoded = readFileSync(query).toString('base64')
      for (const where of [encodeURIComponent(encoded), encoded]) {
        const response = await fetch(`${base}/ocsp/${where}`)
        expect(response.headers.get('content-type')).toBe('application/ocsp-response')
        expect(response.headers.get('cache-control')).toBe('public, max-age=600, no-transform')
        const answer = scratch.file('answer.der', Buffer.from(await response.arrayBuffer()))
        const shown = ['-respin', answer, '-issuer', issuing, '-cert', leaf, '-no_nonce', '-CAfile']
        const roots = pemFile(scratch, 'root.pem', pki.roots())
        expect(run('openssl', ['ocsp', ...shown, roots, '-verify_other', issuing]).output).toContain(
          'leaf.pem: good',
        )
      }
    },
  )

  testWith('openssl')('openssl ts: a query by HTTP gets a stamp that verifies', async () => {
    const data = scratch.file('data', Buffer.from('合同'))
    const roots = pemFile(scratch, 'root.pem', pki.roots())
    for (const hash of ['-sha256', '-sha512']) {
      const query = scratch.path('query.tsq')
      run('openssl', ['ts', '-query', '-data', data, hash, '-cert', '-out', query])
      const response = await stamp(readFileSync(query))
      expect(response.headers.get('content-type')).toBe('application/timestamp-reply')
      const answer = scratch.file('answer.tsr', Buffer.from(await response.arrayBuffer()))
      const check = ['-queryfile', query, '-in', answer, '-CAfile', roots]
      expect(run('openssl', ['ts', '-verify', ...check]).output).toContain('Verification: OK')
    }
  })
})

const post = (what: string, contentType: string, body: Buffer) =>
  fetch(`${base}/${what}`, {
    method: 'POST',
    headers: { 'content-type': contentType },
    body: new Uint8Array(body),
  })
const stamp = (query: Buffer) => post('tsa', 'application/timestamp-query', query)

const requestAbout = (issuer: Buffer, certificate: Buffer) =>
  der.sequence(der.sequence(der.sequence(der.sequence(ocspCertId(issuer, certificate)))))

describe('what is refused', () => {
  test('time stamps for strangers are off unless switched on, and limited in number', async () => {
    const rubbish = Buffer.from('x')
    publicTimeStamps = false
    expect((await stamp(rubbish)).status).toBe(404)
    publicTimeStamps = true
    const states: number[] = []
    for (let i = 0; i < 61; i++) states.push((await stamp(rubbish)).status)
    expect(states.slice(0, 60)).toEqual(Array(60).fill(200))
    expect(states[60]).toBe(429)
    clock += 60_000
    expect((await stamp(rubbish)).status).toBe(200)
  })

  test('other kinds of body, too large ones, unknown names and methods', async () => {
    expect((await post('ocsp', 'text/plain', Buffer.from('x'))).status).toBe(415)
    expect((await post('ocsp', 'application/ocsp-request', Buffer.alloc(9000))).status).toBe(413)
    expect((await post('root.crt', 'text/plain', Buffer.from('x'))).status).toBe(405)
    for (const name of [
      '',
      'nothing.crt',
      'authority.key',
      'issuing.key',
      '../keys/authority.key',
      'root.crt.pem',
    ])
      expect((await fetch(`${base}/${name}`)).status).toBe(404)
    expect((await fetch(`${base}/ocsp/${'A'.repeat(2000)}`)).status).toBe(400)
    expect((await fetch(`${base}/ocsp/%E0%A4%A`)).status).toBe(400)
  })

  test('a query that is no query, and one about a stranger, get the answers of RFC 6960 §4.2.1', async () => {
    const status = async (body: Buffer) => {
      const response = await post('ocsp', 'application/ocsp-request', body)
      return readDer(Buffer.from(await response.arrayBuffer())).child(0).integer
    }
    expect(await status(Buffer.from('rubbish'))).toBe(1n)
    const other = await LocalPki.create(scratch.path('other'), randomBytes(32))
    const stranger = await other.organizationSigner(company)
    expect(await status(requestAbout(stranger.chain[0] as Buffer, stranger.certificate))).toBe(6n)
    expect(await status(requestAbout(signer.chain[0] as Buffer, signer.certificate))).toBe(0n)
  })

  test('the SM authority is published from its first use on', async () => {
    expect((await fetch(`${base}/sm-root.crt`)).status).toBe(404)
    const sm = await pki.organizationSigner({ ...company, suite: 'sm' })
    expect((await get(`${base}/sm-issuing.crt`)).equals(sm.chain[0] as Buffer)).toBe(true)
    expect((await get(`${base}/sm-issuing.crl`)).length).toBeGreaterThan(100)
  })
})
