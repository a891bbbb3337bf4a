import { checkChain } from '#platform/evidence/audit-chain'
import { chainOf } from '#platform/kernel/audit'
import { verifyPdf } from '#platform/pdf/verify/verify-pdf'
import { quotaCounter } from '../billing/model/quota'
import { contractCollection } from './model/contract'
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

jest.setTimeout(240_000)

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
  // Every crash below is an unknown failure, which is logged.
  jest.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterAll(() => scene?.rooms.close())

/**
 * Runs work in which the n-th durable step (a transaction, a stored file, a reservation) fails, before it happens or
 * after it has happened: the two sides of every moment a process can die at. True when there was such a step.
 */
async function withCrash(
  n: number,
  side: 'before' | 'after',
  work: () => Promise<unknown>,
): Promise<boolean> {
  const { store, files } = scene.rooms.deps
  const real = { tx: store.tx, reserve: store.reserve, settle: store.settle, put: files.put }
  let step = 0
  let hit = false
  const failing =
    <A extends unknown[], R>(target: object, run: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (hit) throw new Error('dead')
      step += 1
      const dies = step === n
      if (dies && side === 'before') {
        hit = true
        throw new Error('dies before')
      }
      const result = await run.apply(target, args)
      if (dies) {
        hit = true
        throw new Error('dies after')
      }
      return result
    }
  Object.assign(store, {
    tx: failing(store, real.tx),
    reserve: failing(store, real.reserve),
    settle: failing(store, real.settle),
  })
  Object.assign(files, { put: failing(files, real.put) })
  try {
    await work()
  } finally {
    Object.assign(store, { tx: real.tx, reserve: real.reserve, settle: real.settle })
    Object.assign(files, { put: real.put })
  }
  return hit
}

const contractOf = async (id: string) => (await scene.rooms.deps.store.get(contractCollection, id))!

async function expectWhole(contractId: string, signatures: number) {
  const { rooms } = scene
  const contract = await contractOf(contractId)
  const chain = await chainOf(rooms.deps.store, contractId)
  expect(checkChain(chain)).toEqual([])
  expect(chain).toHaveLength(contract.chain.length)
  expect(chain.filter((e) => e.type === 'party.signed')).toHaveLength(signatures)
  expect(contract.revision.seq).toBe(signatures)
  const report = verifyPdf(await rooms.files.read(contract.revision.file))
  expect(report.signatures).toHaveLength(signatures)
  expect(report.verdict).toBe(signatures > 0 ? 'intact' : 'unsigned')
}

test.each(['before', 'after'] as const)(
  'signing dies %s each of its durable steps: the contract is before or after the act, and the retry has one result',
  async (side) => {
    const { rooms } = scene
    let crashes = 0
    for (let n = 1; ; n += 1) {
      const { contractId } = await start(rooms, 'admin')
      const ready = await signing(rooms, 'admin', contractId)
      const key = `crash-${side}-${String(n).padStart(8, '0')}`
      let first: { ok: boolean } = { ok: false }
      const hit = await withCrash(n, side, async () => {
        first = await rooms.call('contract', 'sign', 'admin', ready, key)
      })
      const { seq } = (await contractOf(contractId)).revision
      if (first.ok) expect(seq).toBe(1)
      await expectWhole(contractId, seq)
      const retried = await rooms.ok('contract', 'sign', 'admin', ready, key)
      expect(retried).toMatchObject({ status: 'PENDING_SIGN', signed: 1, revision: 1 })
      await expectWhole(contractId, 1)
      if (!hit) break
      crashes += 1
    }
    // Rehearsal, file and commit at least.
    expect(crashes).toBeGreaterThanOrEqual(3)
  },
)

test.each(['before', 'after'] as const)(
  'initiating dies %s each of its durable steps: one contract and one unit of quota in the end',
  async (side) => {
    const { rooms } = scene
    const { store } = rooms.deps
    let crashes = 0
    for (let n = 1; ; n += 1) {
      const used = await store.taken(quotaCounter(company.id))
      const made = await store.count(contractCollection, [])
      const uploadId = await checkedUpload(rooms, 'admin')
      const input = {
        uploadId,
        name: '合同',
        deadline: rooms.now() + 86_400_000,
        order: 'any',
        parties: [companyParty, workerParty],
      }
      const key = `start-${side}-${String(n).padStart(8, '0')}`
      const hit = await withCrash(n, side, () => rooms.call('contract', 'initiate', 'admin', input, key))
      const { contractId } = await rooms.ok('contract', 'initiate', 'admin', input, key)
      await expectWhole(contractId, 0)
      expect(await store.count(contractCollection, [])).toBe(made + 1)
      // What the dead process had reserved and could not give back is the timer's to release.
      for (const { counter, key: reserved } of await store.expiredReservations(rooms.now() + 86_400_000, 100))
        if (!(await store.get(contractCollection, reserved))) await store.release(counter, reserved)
      expect(await store.taken(quotaCounter(company.id))).toBe(used + 1)
      if (!hit) break
      crashes += 1
    }
    expect(crashes).toBeGreaterThanOrEqual(4)
  },
)
