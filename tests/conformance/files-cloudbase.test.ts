import { createHash } from 'node:crypto'
import { CloudBaseFiles } from '#platform/adapters/files-cloudbase/cloudbase-files'
import { cloudFileCollection } from '#platform/adapters/files-cloudbase/stored-file-record'
import { CloudBaseStore } from '#platform/adapters/store-cloudbase/cloudbase-store'
import type { CloudSdk } from '#platform/adapters/store-cloudbase/cloud-sdk'
import { FileDamaged, FileMissing } from '#platform/kernel/file-store'
import { realSdk } from './cloudbase-double/real-sdk'
import { startCloudBaseDouble, type CloudBaseDouble } from './cloudbase-double/server'

let now = 1_000_000
let double: CloudBaseDouble
let cloud: CloudSdk
let store: CloudBaseStore
let files: CloudBaseFiles

beforeAll(async () => {
  double = await startCloudBaseDouble({ now: () => now })
  cloud = await realSdk(double.adminUrl)
  store = new CloudBaseStore(cloud)
  await store.ensure([cloudFileCollection])
  files = new CloudBaseFiles({ cloud, store, clock: { now: () => now }, maxUploadBytes: 100 })
}, 60_000)
afterAll(() => double.close())

const pathOf = (uploadId: string) => `uploads/${createHash('sha256').update(uploadId).digest('hex')}/file`

describe('files through the real wx-server-sdk', () => {
  test('parts are stored as one file, and the same bytes give the same file', async () => {
    const a = await files.put([Buffer.from('ab'), Buffer.from('c')], 'contract-pdf')
    expect(a).toMatchObject({ size: 3, sha256: createHash('sha256').update('abc').digest('hex') })
    expect(a.fileId).toMatch(/^cloud:\/\/.*\.pdf$/)
    expect(await files.put(Buffer.from('abc'), 'contract-pdf')).toEqual(a)
    expect((await files.put(Buffer.from('abc'), 'page-image')).fileId).not.toBe(a.fileId)
    expect((await files.read(a)).toString()).toBe('abc')
  })

  test('a changed byte is noticed on reading', async () => {
    const file = await files.put(Buffer.from('to be damaged'), 'contract-pdf')
    double.storage.damage(file.fileId)
    await expect(files.read(file)).rejects.toBeInstanceOf(FileDamaged)
  })

  test('a file that is gone is FileMissing, and putting it again brings it back', async () => {
    const file = await files.put(Buffer.from('to be lost'), 'contract-pdf')
    double.storage.remove([file.fileId])
    await expect(files.read(file)).rejects.toBeInstanceOf(FileMissing)
    await expect(files.temporaryUrl(file, { ttl: 1000, filename: 'x' })).rejects.toBeInstanceOf(FileMissing)
    const again = await files.put(Buffer.from('to be lost'), 'contract-pdf')
    expect((await files.read(again)).toString()).toBe('to be lost')
  })

  test('a link works until it expires', async () => {
    const file = await files.put(Buffer.from('linked'), 'contract-pdf')
    const url = await files.temporaryUrl(file, { ttl: 5_000, filename: 'x.pdf' })
    expect(await (await fetch(url)).text()).toBe('linked')
    now += 5_000
    expect((await fetch(url)).status).toBe(403)
  })

  test('only the file that the ticket named counts as uploaded', async () => {
    const ticket = await files.uploadTicket('u1')
    expect(ticket).toEqual({ kind: 'cloud', cloudPath: pathOf('u1') })
    expect(await files.uploaded('u1')).toBeNull()
    const mine = double.storage.place(pathOf('u1'), Buffer.from('mine'))
    const other = double.storage.place(pathOf('u2'), Buffer.from('other'))
    const stored = await files.put(Buffer.from('secret contract'), 'contract-pdf')
    expect((await files.uploaded('u1', mine))?.toString()).toBe('mine')
    for (const foreign of [other, stored.fileId, `${mine}/../../x`, `x${mine}`, '', 'cloud://'])
      expect(await files.uploaded('u1', foreign)).toBeNull()
    await files.removeUpload('u1')
    expect(double.storage.has(mine)).toBe(false)
    await files.removeUpload('u1')
  })

  test('an upload over the limit does not count', async () => {
    const big = double.storage.place(pathOf('u3'), Buffer.alloc(101))
    expect(await files.uploaded('u3', big)).toBeNull()
    const fits = double.storage.place(pathOf('u4'), Buffer.alloc(100, 1))
    expect(await files.uploaded('u4', fits)).toHaveLength(100)
  })

  test('the sweep sees old files, what a crash cut off included, and can remove them all', async () => {
    const start = (await files.list(now + 1)).items.length
    now += 10_000
    const old = await files.put(Buffer.from('old'), 'contract-pdf')
    const renewed = await files.put(Buffer.from('renewed'), 'contract-pdf')
    // The process dies after the upload and before its answer is noted.
    const dying: CloudSdk = {
      ...cloud,
      uploadFile: async (o) => {
        await cloud.uploadFile(o)
        throw new Error('killed')
      },
    }
    const killed = new CloudBaseFiles({ cloud: dying, store, clock: { now: () => now }, maxUploadBytes: 100 })
    await expect(killed.put(Buffer.from('cut off'), 'contract-pdf')).rejects.toThrow('killed')
    now += 10_000
    await files.put(Buffer.from('renewed'), 'contract-pdf')
    const { items } = await files.list(now)
    expect(items).toHaveLength(start + 2)
    expect(items.map((f) => f.fileId)).toContain(old.fileId)
    expect(items.map((f) => f.fileId)).not.toContain(renewed.fileId)
    await files.remove(items.map((f) => f.fileId))
    await files.remove([])
    expect((await files.list(now)).items).toEqual([])
    expect(items.some((f) => double.storage.has(f.fileId))).toBe(false)
    expect((await files.read(renewed)).toString()).toBe('renewed')
  })
})
