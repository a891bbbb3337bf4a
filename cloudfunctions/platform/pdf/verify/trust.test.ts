import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bitString, integer, oid, sequence, set, time } from '../../pki/der'
import { LocalPki } from '../../pki/local-pki'
import { Certificate } from './certificate'
import { signerReport } from './describe-signer'
import { buildChain, judgeTrust } from './trust'

const DAY = 86_400_000
const now = Date.now()
let dir: string
let pki: LocalPki
let signer: { certificate: Buffer; chain: Buffer[] }
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'qianli-trust-'))
  pki = await LocalPki.create(join(dir, 'pki'), randomBytes(32))
  signer = await pki.organizationSigner({ id: 'o1', name: '上海云杉科技有限公司' })
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const read = (der: Buffer) => Certificate.read(der) as Certificate
const chainOf = (leaf: Buffer, pool: Buffer[], roots: Buffer[], bound = true) =>
  buildChain(read(leaf), pool.map(read), roots.map(read), bound)
const nothing = { crls: [], ocsps: [] }

describe('trust, a question of its own', () => {
  test('a chain to a given root is trusted', () => {
    const chain = chainOf(signer.certificate, signer.chain, pki.roots())
    expect(judgeTrust(chain, now, nothing)).toMatchObject({ status: 'trusted', chain: { length: 3 } })
  })

  test('without the root it is unknown, without the issuer incomplete', () => {
    expect(judgeTrust(chainOf(signer.certificate, signer.chain, []), now, nothing).status).toBe(
      'unknown-root',
    )
    expect(judgeTrust(chainOf(signer.certificate, [], pki.roots()), now, nothing).status).toBe('incomplete')
  })

  test('what counts is the time of signing: later the certificate has ended', () => {
    const chain = chainOf(signer.certificate, signer.chain, pki.roots())
    expect(judgeTrust(chain, now + 400 * DAY, nothing).status).toBe('expired')
    expect(judgeTrust(chain, now - DAY, nothing).status).toBe('expired')
  })

  test('a certificate whose name was changed is not taken for what its issuer made', () => {
    const forged = Buffer.from(signer.certificate)
    forged.write('下', forged.indexOf('上海云杉'), 'utf8')
    for (const roots of [pki.roots(), []]) {
      const chain = chainOf(forged, signer.chain, roots, false)
      expect(chain.broken).toBe(true)
      expect(judgeTrust(chain, now, nothing).status).toBe('invalid')
    }
  })

  test('an end certificate cannot issue others', async () => {
    const leaf = read(signer.certificate)
    const chain = { certificates: [leaf, leaf, ...pki.roots().map(read)], trusted: true, broken: false }
    expect(judgeTrust(chain, now, nothing).status).toBe('invalid')
  })

  test('revocation from embedded OCSP and CRL, only when the issuer signed it', async () => {
    const other = await pki.issueSigner({ subject: { commonName: '王小雨' }, validMs: DAY })
    const chain = chainOf(other.certificate, other.chain, pki.roots())
    const good = { crls: await pki.crls(), ocsps: [] }
    expect(judgeTrust(chain, now, good)).toMatchObject({ status: 'trusted', revocation: 'good' })
    await pki.revoke(other.certificate, 'key-compromise')
    const crls = await pki.crls()
    const ocsps = [await pki.ocsp(other.certificate)]
    for (const data of [
      { crls, ocsps: [] },
      { crls: [], ocsps },
    ]) {
      expect(judgeTrust(chain, Date.now() + DAY / 2, data)).toMatchObject({
        status: 'revoked',
        revocation: 'revoked',
      })
      expect(judgeTrust(chain, now - 1000, data).status).toBe('trusted') // signed before it was revoked
    }
    const forged = crls.map((crl) =>
      Buffer.concat([crl.subarray(0, -1), Buffer.from([(crl.at(-1) ?? 0) ^ 1])]),
    )
    expect(judgeTrust(chain, now, { crls: forged, ocsps: [] }).revocation).toBe('unknown')
  })
})

test('a certificate whose name cannot be read: nobody vouches for it, and the check goes on (found by fuzzing)', () => {
  const nameless = set(sequence(oid('2.5.4.3'))) // an attribute without its value
  const validity = sequence(time(new Date(0)), time(new Date(1e12)))
  const key = sequence(sequence(oid('1.2.840.113549.1.1.1')), bitString(Buffer.alloc(8)))
  const algorithm = sequence(oid('1.2.840.113549.1.1.11'))
  const tbs = sequence(integer(1), algorithm, sequence(), validity, sequence(nameless), key)
  const leaf = Certificate.read(sequence(tbs, algorithm, bitString(Buffer.alloc(8))))
  if (!leaf) throw new Error('expected a certificate')
  expect(() => leaf.subject).toThrow()
  const chain = { certificates: [leaf], trusted: false, broken: false }
  expect(judgeTrust(chain, 0, { crls: [], ocsps: [] }).status).toBe('invalid')
  expect(signerReport(leaf)).toBeNull()
})
