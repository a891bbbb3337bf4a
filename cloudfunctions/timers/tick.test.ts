import { utimesSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { chainOf } from '#platform/kernel/audit'
import { keyCollection } from '#platform/kernel/idempotency'
import { outboxCollection } from '#platform/kernel/outbox'
import { reserveContractQuota } from '../billing/commands/contract-quota'
import { quotaCounter } from '../billing/model/quota'
import { contractCollection } from '../contract/model/contract'
import { uploadCollection } from '../contract/model/upload'
import {
  checkedUpload,
  company,
  companyParty,
  openScene,
  sign,
  start,
  workerParty,
  workerPhone,
  type Scene,
} from '../contract/testing/scene.fixture'
import { actions as todoActions } from '../todo/actions'
import { actions } from './actions'
import { remindDue } from './commands/remind-due'

jest.setTimeout(120_000)
const day = 86_400_000

let scene: Scene
beforeEach(async () => {
  scene = await openScene({ timers: actions, todo: todoActions })
})
afterEach(() => scene?.rooms.close())

const tick = async () => {
  const answer = await scene.rooms.call('timers', 'tick', 'system', {}, '')
  return answer.ok ? answer.data : answer
}
const contractOf = async (id: string) => (await scene.rooms.deps.store.get(contractCollection, id))!

test('nobody but the host may run the timers', async () => {
  for (const who of [null, 'admin', 'worker'])
    expect(await scene.rooms.code('timers', 'tick', who, {})).toBe('NO_PERMISSION')
})

test('a contract past its deadline expires once, those concerned are told, the others run on (T21)', async () => {
  const { rooms } = scene
  const due = await start(rooms, 'admin', { deadline: rooms.now() + 60_000 })
  const later = await start(rooms, 'admin')
  expect(await tick()).toMatchObject({ expired: 0 })
  rooms.ahead = 61_000
  // Over for the parties at once, also before the clock has been by.
  expect(await rooms.code('contract', 'refuse', 'worker', { contractId: due.contractId, reason: '不' })).toBe(
    'BAD_STATE',
  )
  expect(await rooms.ok('contract', 'openCode', null, { code: due.code })).toMatchObject({
    next: 'ended',
    status: 'EXPIRED',
  })
  expect(await tick()).toMatchObject({ expired: 1 })
  expect(await tick()).toMatchObject({ expired: 0 })
  expect(await contractOf(due.contractId)).toMatchObject({ status: 'EXPIRED', pending: [] })
  expect((await contractOf(later.contractId)).status).toBe('PENDING_SIGN')
  expect((await chainOf(rooms.deps.store, due.contractId)).at(-1)).toMatchObject({
    type: 'contract.expired',
    actor: { kind: 'system' },
  })
  const told = rooms.sms.filter((m) => m.phone === workerPhone && m.message.template === 'contract-ended')
  expect(told).toHaveLength(1)
})

test('a day before the deadline those who have not signed are reminded, once (CON-96)', async () => {
  const { rooms } = scene
  const reminders = () => rooms.sms.filter((m) => m.message.template === 'sign-reminder')
  const deadline = rooms.now() + 3 * day
  const [open, signed, revoked] = [
    await start(rooms, 'admin', { name: '甲', deadline }),
    await start(rooms, 'admin', { name: '乙', deadline }),
    await start(rooms, 'admin', { name: '丙', deadline: deadline + 1 }),
  ]
  await sign(rooms, 'worker', signed.contractId)
  await rooms.ok('contract', 'revoke', 'admin', { contractId: revoked.contractId, reason: '重新发起' })
  await tick()
  rooms.ahead = 2 * day - 60_000
  await tick()
  expect(reminders()).toEqual([])
  rooms.ahead = 2 * day + 60_000
  const justSent = await start(rooms, 'admin', { name: '丁', deadline: deadline + 30_000 })
  await tick()
  await tick()
  rooms.ahead = 2.5 * day
  await tick()
  expect(reminders()).toMatchObject([
    {
      phone: workerPhone,
      message: { contractName: '甲', url: open.url, deadline },
    },
  ])
  expect((await contractOf(justSent.contractId)).status).toBe('PENDING_SIGN')
  expect(await rooms.deps.store.count(outboxCollection, [])).toBe(0)
})

test('contracts with one deadline are all reminded of, however many; timers that were late do it when they come', async () => {
  const { rooms } = scene
  const { store, ids } = rooms.deps
  const { contractId } = await start(rooms, 'admin', { deadline: rooms.now() + 3 * day })
  const { version: _, ...one } = await contractOf(contractId)
  for (let i = 0; i < 120; i += 1)
    await store.tx((t) => t.insert(contractCollection, { ...one, id: ids.random() }))
  const remind = () => remindDue(rooms.deps, rooms.now() + 40_000)
  expect(await remind()).toBe(0)
  rooms.ahead = 2.5 * day
  // Two ticks side by side share the work.
  const [first, second] = await Promise.all([remind(), remind()])
  expect(first + second + (await remind())).toBe(121)
  expect(await remind()).toBe(0)
  const rows = await store.find(outboxCollection, { where: [], limit: 1000 })
  const told = rows.items.map((row) => (row.event as { contractId: string }).contractId)
  expect(new Set(told).size).toBe(121)
  expect(told).toHaveLength(121)
})

test('a message that could not be sent waits in the outbox and goes out with a later tick, once', async () => {
  const { rooms } = scene
  const error = jest.spyOn(console, 'error').mockImplementation(() => undefined)
  rooms.deadPhones.add(workerPhone)
  await start(rooms, 'admin')
  expect(rooms.sms).toEqual([])
  rooms.deadPhones.clear()
  rooms.ahead = 60_000
  expect(await tick()).toMatchObject({ delivered: 1 })
  expect(await tick()).toMatchObject({ delivered: 0 })
  expect(rooms.sms.map((m) => m.message.template)).toEqual(['sign-invitation'])
  expect(await rooms.deps.store.count(outboxCollection, [])).toBe(0)
  error.mockRestore()
})

test('quota of a crashed initiation comes back; quota of a contract that exists stays used', async () => {
  const { rooms } = scene
  const { store } = rooms.deps
  const { contractId } = await start(rooms, 'admin')
  const used = await store.taken(quotaCounter(company.id))
  const ctx = { deps: rooms.deps, now: rooms.now() }
  await reserveContractQuota(ctx, company.id, 'contract-that-never-came')
  // A crash right after the commit: taken again under the same id, it is one unit, and still unsettled.
  await store.release(quotaCounter(company.id), contractId)
  await reserveContractQuota(ctx, company.id, contractId)
  expect(await store.taken(quotaCounter(company.id))).toBe(used + 1)
  rooms.ahead = 20 * 60_000
  expect(await tick()).toMatchObject({ released: 1 })
  expect(await store.taken(quotaCounter(company.id))).toBe(used)
  rooms.ahead = 2 * day
  expect(await tick()).toMatchObject({ released: 0 })
  expect(await store.taken(quotaCounter(company.id))).toBe(used)
})

test('request keys, uploads and files without an owner go; what a contract needs stays', async () => {
  const { rooms } = scene
  const { store, files } = rooms.deps
  const { contractId } = await start(rooms, 'admin', { parties: [companyParty] })
  const before = (await contractOf(contractId)).revision.file
  await sign(rooms, 'admin', contractId)
  const forgotten = await checkedUpload(rooms, 'admin')
  const stray = await files.put(Buffer.from('of a request that crashed'), 'contract-pdf')
  const young = await files.put(Buffer.from('of a request that is still running'), 'contract-pdf')
  const contract = await contractOf(contractId)
  for (const path of execFileSync('find', [`${rooms.folder}/files/blobs`, '-type', 'f'])
    .toString()
    .trim()
    .split('\n'))
    if (!path.endsWith(young.sha256)) utimesSync(path, new Date(0), new Date(0))
  await tick()
  await expect(files.read(stray)).rejects.toThrow()
  expect((await files.read(young)).length).toBeGreaterThan(0)
  // Revision 0 is what the challenges are bound to and stays with the contract; so does the newest revision.
  for (const kept of [contract.base, contract.revision.file, contract.evidence!])
    expect((await files.read(kept)).length).toBe(kept.size)
  expect(before.fileId).toBe(contract.base.fileId)
  expect(await store.get(uploadCollection, forgotten)).not.toBeNull()
  rooms.ahead = 8 * day
  await tick()
  expect(await store.get(uploadCollection, forgotten)).toBeNull()
  expect(await store.count(keyCollection, [])).toBe(0)
  expect(await contractOf(contractId)).toEqual(contract)
})

describe('to-dos (MGT-40, MGT-41)', () => {
  const list = (who: string, group: string) => scene.rooms.ok('todo', 'list', who, { group })
  const names = (page: { items: { name: string }[] }) => page.items.map((r) => r.name)

  test('by me, by others, about to time out: soonest deadline first, with counts', async () => {
    const { rooms } = scene
    const now = rooms.now()
    await start(rooms, 'admin', { name: '丙', deadline: now + 9 * day })
    const second = await start(rooms, 'admin', { name: '乙', deadline: now + 2 * day })
    await start(rooms, 'admin', { name: '甲', deadline: now + day, parties: [workerParty] })
    expect(names(await list('worker', 'byMe'))).toEqual(['甲', '乙', '丙'])
    expect(names(await list('admin', 'byMe'))).toEqual(['乙', '丙'])
    expect(names(await list('admin', 'byOthers'))).toEqual(['甲'])
    expect(names(await list('admin', 'aboutToTimeOut'))).toEqual(['甲', '乙'])
    await sign(rooms, 'worker', second.contractId)
    const after = await list('worker', 'byMe')
    expect(names(after)).toEqual(['甲', '丙'])
    expect(after.counts).toEqual({ byMe: 2, byOthers: 1, aboutToTimeOut: 2 })
    expect(after.items[0]).toMatchObject({ label: 'MINE_TO_SIGN', actions: ['sign', 'refuse', 'download'] })
    expect(await rooms.ok('contract', 'countMine', 'worker', {})).toEqual({
      toSign: 2,
      byOthers: 1,
      aboutToExpire: 2,
      completed: 0,
      all: 3,
    })
    // Overdue ones are nobody’s to-do any more, before and after the clock has been by.
    rooms.ahead = 1.5 * day
    expect(names(await list('worker', 'byMe'))).toEqual(['丙'])
    await tick()
    expect(names(await list('worker', 'byMe'))).toEqual(['丙'])
    expect(names(await list('rival', 'byMe'))).toEqual([])
  })
})
