import { checkChain, type AuditEvent } from '#platform/evidence/audit-chain'
import { checkEvidence } from '#platform/evidence/check-evidence'
import { checkReport } from '#platform/evidence/report/check-report'
import { chainOf } from '#platform/kernel/audit'
import { ProviderFailure } from '#platform/kernel/ports'
import type { VerifyOptions } from '#platform/pdf/verify/report'
import { verifyPdf } from '#platform/pdf/verify/verify-pdf'
import { quotaCounter } from '../billing/model/quota'
import { contractCollection } from './model/contract'
import {
  checkedUpload,
  company,
  companyParty,
  openScene,
  sha256,
  sign,
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

const documentIn = ({ data }: AuditEvent) =>
  data['document'] ? [data['document'] as { revision: number; sha256: string; size: number }] : []

async function expectWhole(contractId: string, signatures: number) {
  const { rooms } = scene
  const contract = await contractOf(contractId)
  const chain = await chainOf(rooms.deps.store, contractId)
  expect(checkChain(chain)).toEqual([])
  expect(chain).toHaveLength(contract.chain.length)
  expect(chain.filter((e) => e.type === 'party.signed')).toHaveLength(signatures)
  const closed = contract.closing ? 1 : 0
  expect(chain.filter((e) => e.type === 'file.closed')).toHaveLength(closed)
  expect(contract.revision.seq).toBe(signatures + closed)
  const file = await rooms.files.read(contract.revision.file)
  // Every revision that the chain speaks of is the beginning of the file as it is now.
  for (const { sha256: hash, size } of chain.flatMap(documentIn))
    expect(sha256(file.subarray(0, size))).toBe(hash)
  const report = verifyPdf(file)
  expect(report.signatures).toHaveLength(signatures + closed)
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
  'the last signature dies %s each of its durable steps, those of closing the file too: signed or not, closed or not, never between; in the end it is closed once and its evidence fits',
  async (side) => {
    const { rooms } = scene
    const seen = { unsigned: 0, signed: 0, closed: 0 }
    for (let n = 1; ; n += 1) {
      const { contractId } = await start(rooms, 'admin')
      await sign(rooms, 'worker', contractId)
      const ready = await signing(rooms, 'admin', contractId)
      const key = `close-${side}-${String(n).padStart(8, '0')}`
      const hit = await withCrash(n, side, () => rooms.call('contract', 'sign', 'admin', ready, key))
      const found = await contractOf(contractId)
      const signed = found.status === 'COMPLETED'
      seen[found.closing ? 'closed' : signed ? 'signed' : 'unsigned'] += 1
      await expectWhole(contractId, signed ? 2 : 1)
      expect(await rooms.ok('contract', 'sign', 'admin', ready, key)).toMatchObject({
        status: 'COMPLETED',
        revision: 2,
      })
      // What the dead process left in the outbox is done by the next tick.
      rooms.ahead += 3 * 60_000
      await rooms.drain()
      const closed = await contractOf(contractId)
      expect(closed.closing?.revision).toBe(3)
      await expectWhole(contractId, 2)
      const evidence = await rooms.files.read(closed.evidence!)
      const pdf = await rooms.files.read(closed.revision.file)
      expect(checkEvidence(evidence.toString('utf8'), { pdf })).toMatchObject({
        verdict: 'intact',
        findings: [],
      })
      const report = await rooms.files.read(closed.report!)
      const verify = async (bytes: Buffer, options: VerifyOptions) => verifyPdf(bytes, options)
      expect(await checkReport(report, { pdf, verify })).toMatchObject({ verdict: 'intact', findings: [] })
      if (!hit) break
    }
    // The crashes fell on every side of the act and of the closing.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0)
  },
)

test('a time-stamp service that does not answer refuses the signature by name, and the same verification serves the retry', async () => {
  const { rooms } = scene
  const { contractId } = await start(rooms, 'admin')
  const ready = await signing(rooms, 'admin', contractId)
  const { pki } = rooms.deps
  const timeStamper = pki.timeStamper.bind(pki)
  const silent = { stamp: () => Promise.reject(new ProviderFailure('TimeStampTimeout')) }
  Object.assign(pki, { timeStamper: () => silent })
  try {
    const refused = await rooms.call('contract', 'sign', 'admin', ready, 'outage-sign-00000001')
    expect(refused).toMatchObject({ ok: false, error: { code: 'SIGNING_UNAVAILABLE' } })
    await expectWhole(contractId, 0)
  } finally {
    Object.assign(pki, { timeStamper })
  }
  expect(await rooms.ok('contract', 'sign', 'admin', ready, 'outage-sign-00000002')).toMatchObject({
    signed: 1,
  })
})

test('an authority that does not answer delays the closing and nothing else', async () => {
  const { rooms } = scene
  const { pki } = rooms.deps
  const { contractId } = await start(rooms, 'admin')
  await sign(rooms, 'worker', contractId)
  const validationData = jest.spyOn(pki, 'validationData').mockRejectedValue(new Error('no answer'))
  expect(await sign(rooms, 'admin', contractId)).toMatchObject({ status: 'COMPLETED', revision: 2 })
  await expectWhole(contractId, 2)
  const open = await rooms.ok('contract', 'get', 'worker', { contractId })
  expect(open).toMatchObject({ status: 'COMPLETED', file: { revision: 2, closed: false } })
  const take = (what: string) => rooms.code('contract', 'download', 'worker', { contractId, what })
  expect(await take('pdf')).toBe('ok')
  expect(await take('evidence')).toBe('EVIDENCE_PENDING')
  // Told already: the message does not wait for the authority.
  const told = () => rooms.sms.filter((m) => m.message.template === 'contract-completed').length
  const before = told()
  rooms.ahead += 10_000
  await rooms.drain()
  await expectWhole(contractId, 2)
  validationData.mockRestore()
  rooms.ahead += 24 * 3_600_000
  await rooms.drain()
  expect((await contractOf(contractId)).closing?.revision).toBe(3)
  await expectWhole(contractId, 2)
  expect(told()).toBe(before)
  expect(await take('evidence')).toBe('ok')
})

test('closed by two at once: one revision, one event, and both have it', async () => {
  const { rooms } = scene
  const { pki } = rooms.deps
  const { contractId } = await start(rooms, 'admin')
  await sign(rooms, 'worker', contractId)
  const validationData = jest.spyOn(pki, 'validationData').mockRejectedValue(new Error('no answer'))
  await sign(rooms, 'admin', contractId)
  validationData.mockRestore()
  const files = await Promise.all(
    Array.from({ length: 3 }, () =>
      rooms.ok('contract', 'download', 'worker', { contractId, what: 'evidence' }),
    ),
  )
  expect(new Set(files.map((f) => f.sha256)).size).toBe(1)
  await expectWhole(contractId, 2)
  expect((await contractOf(contractId)).closing?.revision).toBe(3)
})

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
