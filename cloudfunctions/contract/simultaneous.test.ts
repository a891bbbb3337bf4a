import { chainOf } from '#platform/kernel/audit'
import { quotaCounter } from '../billing/model/quota'
import { expectConsistent, storedContract } from './testing/consistent.fixture'
import {
  checkedUpload,
  company,
  companyParty,
  openScene,
  signing,
  start,
  workerParty,
  type Scene,
} from './testing/scene.fixture'

jest.setTimeout(120_000)

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene?.rooms.close())

describe('at the same instant', () => {
  test('two parties sign: both signatures are in the file, one after the other', async () => {
    const { rooms } = scene
    const { contractId } = await start(rooms, 'admin')
    const company = await signing(rooms, 'admin', contractId)
    const person = await signing(rooms, 'worker', contractId)
    const answers = await Promise.all([
      rooms.ok('contract', 'sign', 'admin', company),
      rooms.ok('contract', 'sign', 'worker', person),
    ])
    expect(answers.map((a) => a.status).sort()).toEqual(['COMPLETED', 'PENDING_SIGN'])
    expect(answers.map((a) => a.revision).sort()).toEqual([1, 2])
    const chain = await chainOf(rooms.deps.store, contractId)
    expect(chain.filter((e) => e.type === 'contract.completed')).toHaveLength(1)
    await expectConsistent(scene.rooms, contractId)
  })

  test('seven parties sign at once: every one of them is in', async () => {
    const { rooms } = scene
    const people = ['li-jianguo', 'lin-yinuo', 'zhao-wenbo', 'sun-haoran', 'wu-min-1', 'aygul']
    const names = ['李建国', '林一诺', '赵文博', '孙浩然', '吴敏', '阿依古丽·买买提']
    const parties = names.map((name, i) => ({ ...workerParty, name, phone: `1361000000${i}` }))
    for (const [i, person] of people.entries())
      if (i > 0) await rooms.account(`p${i}`, `1361000000${i}`, person)
    const { contractId } = await start(rooms, 'admin', {
      parties: [companyParty, workerParty, ...parties.slice(1)],
    })
    const signers = ['admin', 'worker', 'p1', 'p2', 'p3', 'p4', 'p5']
    const ready: object[] = []
    for (const who of signers) ready.push(await signing(rooms, who, contractId))
    const answers = await Promise.all(signers.map((who, i) => rooms.ok('contract', 'sign', who, ready[i])))
    expect(answers.map((a) => a.revision).sort()).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(answers.filter((a) => a.status === 'COMPLETED')).toHaveLength(1)
    await expectConsistent(scene.rooms, contractId)
  }, 60_000)

  test('a double click with one key signs once and answers twice the same', async () => {
    const { rooms } = scene
    const { contractId } = await start(rooms, 'admin')
    const ready = await signing(rooms, 'admin', contractId)
    const key = 'double-click-0001'
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => rooms.ok('contract', 'sign', 'admin', ready, key)),
    )
    expect(new Set(answers.map((a) => JSON.stringify(a))).size).toBe(1)
    expect(await rooms.ok('contract', 'sign', 'admin', ready, key)).toEqual(answers[0])
    await expectConsistent(scene.rooms, contractId)
  })

  test('two clicks with two keys: one signs, the other one learns that it is done', async () => {
    const { rooms } = scene
    const { contractId } = await start(rooms, 'admin')
    const ready = await signing(rooms, 'admin', contractId)
    const codes = await Promise.all([
      rooms.code('contract', 'sign', 'admin', ready),
      rooms.code('contract', 'sign', 'admin', ready),
    ])
    expect(codes.sort()).toEqual(['BAD_STATE', 'ok'])
    await expectConsistent(scene.rooms, contractId)
  })

  test('signature against revoke and refusal: exactly one order, no half', async () => {
    const { rooms } = scene
    const { contractId } = await start(rooms, 'admin')
    const ready = await signing(rooms, 'admin', contractId)
    const codes = await Promise.all([
      rooms.code('contract', 'sign', 'admin', ready),
      rooms.code('contract', 'refuse', 'worker', { contractId, reason: '不签' }),
      rooms.code('contract', 'revoke', 'clerk', { contractId, reason: '撤回' }),
    ])
    // The clerk neither started it nor may he see it.
    expect(codes[2]).toBe('NOT_FOUND')
    expect(codes[1]).toBe('ok')
    expect(['ok', 'BAD_STATE']).toContain(codes[0])
    const contract = await storedContract(rooms, contractId)
    expect(contract.status).toBe('REJECTED')
    expect(contract.revision.seq).toBe(codes[0] === 'ok' ? 1 : 0)
    await expectConsistent(scene.rooms, contractId)
  })

  test('an upload sent from two windows becomes one contract and costs one quota', async () => {
    const { rooms } = scene
    const used = await rooms.deps.store.taken(quotaCounter(company.id))
    const uploadId = await checkedUpload(rooms, 'admin')
    const input = {
      uploadId,
      name: '同一份',
      deadline: rooms.now() + 60_000,
      order: 'any',
      parties: [companyParty],
    }
    const codes = await Promise.all([
      rooms.code('contract', 'initiate', 'admin', input),
      rooms.code('contract', 'initiate', 'admin', input),
    ])
    expect(codes.sort()).toEqual(['NOT_FOUND', 'ok'])
    expect(await rooms.deps.store.taken(quotaCounter(company.id))).toBe(used + 1)
  })
})
