import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openTestStore } from '#platform/adapters/store-sql/test-store'
import type { Store } from '#platform/kernel/store'
import { keyFileCollection } from './key-file-record'
import { StoredPki } from './stored-pki'

let store: Store
let scratch: string
const masterKey = randomBytes(32)
const open = () => StoredPki.open(store, masterKey, scratch)
const company = { id: 'org-1', name: '上海云杉科技有限公司' }

beforeEach(async () => {
  store = await openTestStore([keyFileCollection])
  scratch = mkdtempSync(path.join(tmpdir(), 'qianli-pki-'))
}, 60_000)
afterEach(async () => {
  await store.close()
  rmSync(scratch, { recursive: true, force: true })
})

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
    await expect(StoredPki.open(store, randomBytes(32), scratch)).rejects.toThrow()
  }, 60_000)
})
