import { execFileSync } from 'node:child_process'
import { truncateSync, writeFileSync } from 'node:fs'
import { contractCollection } from './model/contract'
import { storedContract } from './testing/consistent.fixture'
import { openScene, sign, start, type Scene } from './testing/scene.fixture'

let scene: Scene
let contractId: string
beforeAll(async () => {
  scene = await openScene()
  ;({ contractId } = await start(scene.rooms, 'admin'))
}, 60_000)
afterAll(() => scene?.rooms.close())

const verify = () => scene.rooms.ok('contract', 'verify', 'worker', { contractId })

test('before anybody has signed: unsigned, nothing expected', async () => {
  expect(await verify()).toMatchObject({ verdict: 'unsigned', expected: 0, found: 0, signatures: [] })
})

test('the completed file: each party with its time, level and certificate, and the stamp that closes it', async () => {
  const { rooms } = scene
  await sign(rooms, 'admin', contractId)
  await sign(rooms, 'worker', contractId)
  const report = await verify()
  expect(report).toMatchObject({ verdict: 'intact', expected: 3, found: 3, findings: [] })
  const kept = { level: 'B-LTA', integrity: 'ok', timeSource: 'signature-timestamp', trust: 'trusted' }
  expect(report.signatures).toMatchObject([
    { kind: 'signature', party: '上海云杉科技有限公司', changesAfter: 'filled', ...kept },
    { kind: 'signature', party: '王小雨', certificate: { name: '王小雨' }, ...kept },
    { kind: 'document-time-stamp', party: null, coverage: 'whole-file', changesAfter: 'none' },
  ])
  // The upload, what was prepared in it, two parties, the closing.
  expect(report.revisions).toHaveLength(5)
  const words = report.revisions.map((r) => r.changes.map((c) => c.zh).join('；'))
  expect(words[2]).toContain('上海云杉科技有限公司 签署（签名域“上海云杉科技有限公司 · 印章”）')
  expect(words[3]).toContain('“王小雨 · 签署日期”')
  expect(words[3]).toContain('王小雨 签署（签名域“王小雨 · 签名”）')
  expect(words[4]).toContain('时间戳')
  // No name of ours for a field stands in front of people: they know parties.
  expect(words.join()).not.toContain('qianli-')
})

test('a file cut at a revision end is found by the number of signatures, although each one in it holds', async () => {
  const { rooms } = scene
  const { store } = rooms.deps
  const contract = await storedContract(rooms, contractId)
  const whole = await rooms.files.read(contract.revision.file)
  const cut = whole.subarray(0, (await verify()).revisions[3]!.size)
  const file = await rooms.files.put(Buffer.from(cut), 'contract-pdf')
  const put = (change: object) =>
    store.tx(async (t) => {
      const stored = await t.get(contractCollection, contractId)
      await t.put(contractCollection, { ...stored!, ...change })
    })
  await put({ revision: { ...contract.revision, file } })
  expect(await verify()).toMatchObject({ verdict: 'tampered', expected: 3, found: 2 })
  await put({ revision: contract.revision })
  expect(await verify()).toMatchObject({ verdict: 'intact' })
})

test('stored bytes that are not the recorded ones are FILE_HASH; strangers learn nothing', async () => {
  const { rooms } = scene
  const { revision } = await storedContract(rooms, contractId)
  const path = execFileSync('find', [rooms.folder, '-name', revision.file.sha256]).toString().trim()
  const bytes = await rooms.files.read(revision.file)
  truncateSync(path, revision.file.size - 1)
  expect(await rooms.code('contract', 'verify', 'worker', { contractId })).toBe('FILE_HASH')
  expect(await rooms.code('contract', 'verify', 'rival', { contractId })).toBe('NOT_FOUND')
  expect(await rooms.code('contract', 'verify', null, { contractId })).toBe('SIGN_IN_REQUIRED')
  writeFileSync(path, bytes)
  expect(await rooms.code('contract', 'verify', 'worker', { contractId })).toBe('ok')
})
