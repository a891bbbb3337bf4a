import { checkChain } from '#platform/evidence/audit-chain'
import { chainOf } from '#platform/kernel/audit'
import { quotaCounter } from '../billing/model/quota'
import { contractCollection } from './model/contract'
import { company, openScene, sign, start, type Scene } from './testing/scene.fixture'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
}, 60_000)
afterAll(() => scene.rooms.close())

const contractOf = async (id: string) => (await scene.rooms.deps.store.get(contractCollection, id))!

test('an employee sends, a person signs, the company seals: one file, one chain, one quota', async () => {
  const { rooms } = scene
  const before = await rooms.deps.store.taken(quotaCounter(company.id))
  const { contractId, url } = await start(rooms, 'clerk', { order: 'sequential' })
  expect(url).toMatch(/^https:\/\/qianli\.test\/s\//)
  const base = await rooms.files.read((await contractOf(contractId)).revision.file)
  // business has the seal right only as a holder; the handler is changed to the one who holds it in another test.
  expect(base.length).toBeGreaterThan(0)
  expect(await rooms.deps.store.taken(quotaCounter(company.id))).toBe(before + 1)
})

test('completed by both', async () => {
  const { rooms } = scene
  const { contractId } = await start(rooms, 'admin')
  const first = await sign(rooms, 'worker', contractId)
  expect(first).toMatchObject({ status: 'PENDING_SIGN', signed: 1, total: 2, revision: 1 })
  const second = await sign(rooms, 'admin', contractId)
  expect(second).toMatchObject({ status: 'COMPLETED', signed: 2, revision: 2 })
  const chain = await chainOf(rooms.deps.store, contractId)
  expect(checkChain(chain)).toEqual([])
  console.log(chain.map((e) => e.type))
})
