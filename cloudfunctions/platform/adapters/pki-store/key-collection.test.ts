import { randomBytes } from 'node:crypto'
import { openTestStore } from '#platform/adapters/store-sql/test-store'
import type { Store } from '#platform/kernel/store'
import { readDer } from '#platform/pki/der-reader'
import { LocalPki } from '#platform/pki/local-pki'
import { SealedFileError } from '#platform/pki/sealed-file'
import { KeyCollection } from './key-collection'
import { keyFileCollection } from './key-file-record'

let store: Store
const masterKey = randomBytes(32)
const open = (key = masterKey) => LocalPki.openIn(new KeyCollection(store, key))
const company = { id: 'org-1', name: '上海云杉科技有限公司' }

beforeEach(async () => {
  store = await openTestStore([keyFileCollection])
}, 60_000)
afterEach(() => store.close())

describe('authority without a disk', () => {
  test('instances that start together settle on one authority', async () => {
    const instances = await Promise.all([open(), open(), open()])
    const roots = new Set(instances.map((pki) => pki.roots()[0]?.toString('hex')))
    expect(roots.size).toBe(1)
  }, 60_000)

  test('a company signs with one key, whichever instance serves it', async () => {
    const [first, second] = await Promise.all([open(), open()])
    const signers = await Promise.all([first.organizationSigner(company), second.organizationSigner(company)])
    const later = await (await open()).organizationSigner(company)
    const certificates = new Set([...signers, later].map((s) => s.certificate.toString('hex')))
    expect(certificates.size).toBe(1)
  }, 60_000)

  test('the store holds no key in the clear, and another master key opens nothing', async () => {
    await (await open()).organizationSigner(company)
    const files = await store.find(keyFileCollection, { where: [] })
    expect(files.items.map((file) => file.id).sort()).toEqual([
      'authority.key',
      expect.stringMatching(/^organization-/) as string,
    ])
    for (const { sealed } of files.items)
      expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toMatch(/certificate|PRIVATE/)
    await expect(open(randomBytes(32))).rejects.toThrow(SealedFileError)
  }, 60_000)

  test('the SM authority is made once, whoever needs it first, and the others learn of it', async () => {
    const [first, second, third] = await Promise.all([open(), open(), open()])
    const signers = await Promise.all(
      [first, second].map((pki) => pki.organizationSigner({ ...company, suite: 'sm' })),
    )
    expect(new Set(signers.map((one) => one.certificate.toString('hex'))).size).toBe(1)
    await third.crls()
    expect(third.roots().map((root) => root.toString('hex'))).toEqual(
      first.roots().map((root) => root.toString('hex')),
    )
  }, 60_000)

  test('a certificate revoked by one instance is revoked for all, and nobody signs with it again', async () => {
    const [first, second] = await Promise.all([open(), open()])
    const before = await second.organizationSigner(company)
    await Promise.all([
      first.revokeOrganization(company, 'cessation'),
      second.revoke(before.chain[0] as Buffer, 'superseded'),
    ])
    const answer = await second.ocsp(before.certificate)
    expect(
      readDer(answer)
        .child(1)
        .child(0)
        .child(1)
        .octets.includes(Buffer.from([0xa1, 0x16])),
    ).toBe(true)
    const after = await second.organizationSigner(company)
    expect(after.certificate.equals(before.certificate)).toBe(false)
    expect((await first.organizationSigner(company)).certificate.equals(after.certificate)).toBe(true)
  }, 60_000)
})
