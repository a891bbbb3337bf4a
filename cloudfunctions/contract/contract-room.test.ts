import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkEvidence } from '#platform/evidence/check-evidence'
import { checkReport } from '#platform/evidence/report/check-report'
import type { VerifyOptions } from '#platform/pdf/verify/report'
import { paperDate } from '#platform/kernel/calendar'
import { chainOf } from '#platform/kernel/audit'
import { run, testWith } from '#platform/pdf/testing/outside-tools'
import { samplePdf } from '#platform/pdf/testing/sample-files'
import { verifyPdf } from '#platform/pdf/verify/verify-pdf'
import { quotaCounter } from '../billing/model/quota'
import { employeeCollection, employeeId } from '../organization/model/employee'
import { sealCollection } from '../seal/model/seal'
import { expectConsistent, storedContract } from './testing/consistent.fixture'
import {
  area,
  company,
  companyParty,
  openScene,
  sha256,
  sign,
  signing,
  start,
  workerParty,
  workerPhone,
  type Scene,
} from './testing/scene.fixture'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
}, 60_000)
afterAll(() => scene?.rooms.close())

const contractOf = (id: string) => storedContract(scene.rooms, id)
const bytesOf = async (id: string) => scene.rooms.files.read((await contractOf(id)).revision.file)

describe('the main job', () => {
  test('employee sends, person signs, company seals: status, file, chain, evidence, quota, messages', async () => {
    const { rooms } = scene
    const used = await rooms.deps.store.taken(quotaCounter(company.id))
    const { contractId, code } = await start(rooms, 'admin', {
      order: 'sequential',
      parties: [workerParty, companyParty],
    })
    expect(await rooms.deps.store.taken(quotaCounter(company.id))).toBe(used + 1)
    const invitation = rooms.sms.find(
      (m) => m.phone === workerPhone && m.message.template === 'sign-invitation',
    )
    expect(invitation?.message).toMatchObject({
      url: `https://qianli.test/s/${code}`,
      inviterName: company.name,
    })

    const revision0 = await bytesOf(contractId)
    expect(await sign(rooms, 'worker', contractId)).toMatchObject({
      status: 'PENDING_SIGN',
      signed: 1,
      total: 2,
      revision: 1,
    })
    const revision1 = await bytesOf(contractId)
    const done = await sign(rooms, 'admin', contractId)
    expect(done).toMatchObject({ status: 'COMPLETED', signed: 2, revision: 2 })
    const final = await bytesOf(contractId)
    const chain = await chainOf(rooms.deps.store, contractId)
    const { size } = chain.find((e) => e.type === 'contract.completed')?.data as { size: number }
    const revision2 = final.subarray(0, size)
    expect(sha256(revision2)).toBe(done.sha256)
    expect(revision1.subarray(0, revision0.length).equals(revision0)).toBe(true)
    expect(revision2.subarray(0, revision1.length).equals(revision1)).toBe(true)

    const roots = rooms.deps.pki.roots()
    expect(verifyPdf(revision2, { roots }).signatures.map((s) => s.level)).toEqual(['B-T', 'B-T'])
    // A clock past every certificate of the file asks nobody and finds it as good as on the first day.
    for (const now of [rooms.now(), rooms.now() + 30 * 365 * 86_400_000]) {
      const report = verifyPdf(final, { roots, now })
      expect(report.verdict).toBe('intact')
      expect(report.signatures.map((s) => [s.level, s.coverage, s.trust.status])).toEqual([
        ['B-LTA', 'revision', 'trusted'],
        ['B-LTA', 'revision', 'trusted'],
        ['time-stamp', 'whole-file', 'trusted'],
      ])
    }
    await expectConsistent(scene.rooms, contractId)

    const detail = await rooms.ok('contract', 'get', 'worker', { contractId })
    expect(detail.timeline.map((e) => e.type)).toEqual([
      'contract.started',
      'party.opened',
      'party.signed',
      'party.signed',
      'contract.completed',
      'file.closed',
    ])
    expect(detail.file).toMatchObject({ revision: 3, sha256: sha256(final), closed: true })
    const { url, sha256: hash } = await rooms.ok('contract', 'download', 'worker', {
      contractId,
      what: 'evidence',
    })
    const json = await readLink(url)
    expect(sha256(Buffer.from(json))).toBe(hash)
    const evidence = checkEvidence(json, { roots, pdf: final })
    expect(evidence).toMatchObject({ verdict: 'intact', events: 6, files: 4, findings: [] })
    expect(checkEvidence(json, { roots, pdf: revision2 })).toMatchObject({
      findings: [{ fault: 'pdf-is-earlier', subject: '2' }],
    })
    expect(
      rooms.sms.filter((m) => m.phone === workerPhone && m.message.template === 'contract-completed'),
    ).toHaveLength(1)
    const printed = await rooms.ok('contract', 'download', 'worker', { contractId, what: 'report' })
    expect(printed.filename).toMatch(/签署证据报告-QL\d+\.pdf$/)
    const pdf = await readBytes(printed.url)
    expect(sha256(pdf)).toBe(printed.sha256)
    if (process.env.QIANLI_SHOTS) writeFileSync(join(process.env.QIANLI_SHOTS, 'report.pdf'), pdf)
    const verify = async (bytes: Buffer, options: VerifyOptions) => verifyPdf(bytes, options)
    expect(await checkReport(pdf, { roots, pdf: final, verify })).toMatchObject({
      verdict: 'intact',
      trust: 'trusted',
      sha256: hash,
      findings: [],
    })
    // No ID number or phone in any certificate or anywhere else in what leaves the house.
    expect(json).not.toContain(workerPhone)
    expect(final.includes(workerPhone)).toBe(false)
  })

  testWith('pdftotext')('the date of signing is text: it can be searched and copied', async () => {
    const { rooms } = scene
    const { contractId } = await start(rooms, 'admin', { parties: [companyParty] })
    await sign(rooms, 'admin', contractId)
    const path = join(rooms.folder, 'dated.pdf')
    writeFileSync(path, await bytesOf(contractId))
    expect(run('pdftotext', [path, '-']).output).toContain(paperDate(rooms.now()))
  })

  testWith('pdfsig')('pdfsig calls every signature valid', async () => {
    const { rooms } = scene
    const { contractId } = await start(rooms, 'admin')
    await sign(rooms, 'admin', contractId)
    await sign(rooms, 'worker', contractId)
    const path = join(rooms.folder, 'signed.pdf')
    writeFileSync(path, await bytesOf(contractId))
    const { output } = run('pdfsig', ['-nocert', path])
    expect(output.match(/Signature is Valid/g)).toHaveLength(2)
    // It does not look into document time stamps.
    expect(output).not.toMatch(/invalid|mismatch/i)
  })

  test('a page turned by 90° is signed in place', async () => {
    const { rooms } = scene
    const { contractId } = await start(rooms, 'admin', { bytes: samplePdf({ pages: 2, rotate: 90 }) })
    await sign(rooms, 'admin', contractId)
    await sign(rooms, 'worker', contractId)
    await expectConsistent(scene.rooms, contractId)
  })

  test('1,000 pages work', async () => {
    const { rooms } = scene
    const parties = [{ ...workerParty, fields: [area('signature', 100, 100, 999)] }]
    const { contractId } = await start(rooms, 'admin', { bytes: samplePdf({ pages: 1000 }), parties })
    expect(await sign(rooms, 'worker', contractId)).toMatchObject({ status: 'COMPLETED' })
    const contract = await contractOf(contractId)
    expect(contract.pageRuns).toEqual([{ count: 1000, width: 595, height: 842 }])
    expect(Buffer.byteLength(JSON.stringify(contract))).toBeLessThan(100_000)
    await expectConsistent(scene.rooms, contractId)
  })
})

describe('turns and refusals', () => {
  test('sequential: the second party waits, and the turn comes with an invitation (CON-39)', async () => {
    const { rooms } = scene
    const { contractId } = await start(rooms, 'admin', { order: 'sequential' })
    const told = () => rooms.sms.filter((m) => m.message.template === 'sign-invitation').length
    const before = told()
    expect(
      await rooms.code('contract', 'requestChallenge', 'worker', { contractId, method: 'password' }),
    ).toBe('NOT_YOUR_TURN')
    expect(await rooms.code('contract', 'refuse', 'worker', { contractId, reason: '不同意' })).toBe(
      'NOT_YOUR_TURN',
    )
    await sign(rooms, 'admin', contractId)
    expect(told()).toBe(before + 1)
    expect(await sign(rooms, 'worker', contractId)).toMatchObject({ status: 'COMPLETED' })
  })

  test('refuse ends it for all, with a reason of 1–200 characters (T19, SIGN-19)', async () => {
    const { rooms } = scene
    const { contractId } = await start(rooms, 'admin')
    for (const reason of ['', '  ', '理'.repeat(201)])
      expect(await rooms.code('contract', 'refuse', 'worker', { contractId, reason })).toBe('REASON_REQUIRED')
    expect(await rooms.ok('contract', 'refuse', 'worker', { contractId, reason: '金额不符' })).toEqual({
      status: 'REJECTED',
    })
    const detail = await rooms.ok('contract', 'get', 'admin', { contractId })
    expect(detail).toMatchObject({ label: 'REJECTED', endReason: { by: '王小雨', text: '金额不符' } })
    expect(detail.actions).toEqual(['download', 'viewReason'])
    expect(
      await rooms.code('contract', 'requestChallenge', 'admin', { contractId, method: 'password' }),
    ).toBe('BAD_STATE')
    expect(await rooms.code('contract', 'revoke', 'admin', { contractId, reason: '撤' })).toBe('BAD_STATE')
    await expectConsistent(scene.rooms, contractId)
  })

  test('revoke: initiator and super administrator, not a signatory, not after completion (T20)', async () => {
    const { rooms } = scene
    const { contractId } = await start(rooms, 'clerk', {
      parties: [{ ...companyParty, handlerAccountId: scene.admin } as typeof companyParty, workerParty],
    })
    expect(await rooms.code('contract', 'revoke', 'worker', { contractId, reason: '撤' })).toBe('BAD_STATE')
    expect(await rooms.code('contract', 'revoke', 'rival', { contractId, reason: '撤' })).toBe('NOT_FOUND')
    await sign(rooms, 'worker', contractId)
    expect(await rooms.ok('contract', 'revoke', 'admin', { contractId, reason: '条款有误' })).toEqual({
      status: 'REVOKED',
    })
    expect(
      rooms.sms.some((m) => m.message.template === 'contract-ended' && m.message.how === 'revoked'),
    ).toBe(true)
    await expectConsistent(scene.rooms, contractId)
  })

  test('methods outside the plan are AUTH_METHOD (SIGN-11)', async () => {
    const { rooms } = scene
    const { contractId } = await start(rooms, 'admin')
    expect(await rooms.code('contract', 'requestChallenge', 'admin', { contractId, method: 'captcha' })).toBe(
      'AUTH_METHOD',
    )
  })

  test('marks: every own area exactly once (SIGN-10)', async () => {
    const { rooms } = scene
    const { contractId } = await start(rooms, 'admin')
    const good = await signing(rooms, 'admin', contractId)
    const [mark] = good.marks
    const code = (marks: object[]) => rooms.code('contract', 'sign', 'admin', { ...good, marks })
    expect(await code([])).toBe('FIELDS_INCOMPLETE')
    expect(await code([mark!, mark!])).toBe('INPUT_INVALID')
    expect(await code([mark!, { fieldId: 'p2f1', sealId: 'x' }])).toBe('INPUT_INVALID')
    expect(await code([{ ...mark!, sealId: 'seal-of-nobody' }])).toBe('SEAL_RIGHT')
    expect((await contractOf(contractId)).revision.seq).toBe(0)
    // The challenge was not used up by the refusals.
    expect(await code([mark!])).toBe('ok')
  })

  test('a challenge works once, for its person, contract and party only', async () => {
    const { rooms } = scene
    const one = await start(rooms, 'admin')
    const two = await start(rooms, 'admin')
    const first = await signing(rooms, 'admin', one.contractId)
    const second = await signing(rooms, 'admin', two.contractId)
    const mine = (await signing(rooms, 'worker', one.contractId)).challengeId
    const code = (challengeId: string) => rooms.code('contract', 'sign', 'admin', { ...second, challengeId })
    expect(await code(first.challengeId)).toBe('CHALLENGE_INVALID')
    expect(await code(mine)).toBe('CHALLENGE_INVALID')
    expect(await code('no-such-challenge')).toBe('CHALLENGE_INVALID')
    const pending = await rooms.ok('contract', 'requestChallenge', 'admin', {
      contractId: two.contractId,
      method: 'password',
    })
    expect(await code(pending.challengeId)).toBe('CHALLENGE_PENDING')
    expect(await code(second.challengeId)).toBe('ok')
    expect(await code(second.challengeId)).toBe('BAD_STATE')
  })

  test('a seal disabled a moment before is refused inside the act (dec-10)', async () => {
    const { rooms } = scene
    const { store } = rooms.deps
    const { contractId } = await start(rooms, 'admin')
    const ready = await signing(rooms, 'admin', contractId)
    const setState = (state: 'enabled' | 'disabled') =>
      store.tx(async (t) => {
        const seal = await t.get(sealCollection, `seal-${company.id}`)
        await t.put(sealCollection, { ...seal!, state })
      })
    await setState('disabled')
    expect(await rooms.code('contract', 'sign', 'admin', ready)).toBe('SEAL_DISABLED')
    await setState('enabled')
    expect(await rooms.code('contract', 'sign', 'admin', ready)).toBe('ok')
  })

  test('a handler who left, or lost the right to seals, between proof and act does not sign', async () => {
    const { rooms } = scene
    const { store } = rooms.deps
    const parties = [{ ...companyParty, handlerAccountId: scene.clerk }]
    const { contractId } = await start(rooms, 'admin', { parties })
    const seal = `seal-${company.id}`
    const change = (employee: object, holders: string[]) =>
      store.tx(async (t) => {
        const stored = await t.get(employeeCollection, employeeId(company.id, scene.clerk))
        await t.put(employeeCollection, { ...stored!, ...employee })
        const held = await t.get(sealCollection, seal)
        await t.put(sealCollection, { ...held!, holders: [scene.admin, ...holders] })
      })
    await change({ roles: ['business'] }, [scene.clerk])
    const ready = await signing(rooms, 'clerk', contractId)
    const before = await contractOf(contractId)
    await change({ state: 'RESIGNED' }, [scene.clerk])
    expect(await rooms.code('contract', 'sign', 'clerk', ready)).toBe('NOT_FOUND')
    await change({ state: 'ACTIVE', roles: [] }, [scene.clerk])
    expect(await rooms.code('contract', 'sign', 'clerk', ready)).toBe('SEAL_RIGHT')
    await change({ roles: ['business'] }, [])
    expect(await rooms.code('contract', 'sign', 'clerk', ready)).toBe('SEAL_RIGHT')
    expect((await contractOf(contractId)).chain).toEqual(before.chain)
    await change({}, [scene.clerk])
    expect(await rooms.code('contract', 'sign', 'clerk', ready)).toBe('ok')
    await change({}, [])
  })

  test('a file that is not the recorded one stops the act (FILE_HASH)', async () => {
    const { rooms } = scene
    const { contractId } = await start(rooms, 'admin')
    const ready = await signing(rooms, 'admin', contractId)
    const { fileId, sha256: hash } = (await contractOf(contractId)).revision.file
    const path = execFileSync('find', [rooms.folder, '-name', hash]).toString().trim()
    const bytes = await rooms.files.read({ fileId, sha256: hash })
    writeFileSync(path, Buffer.concat([bytes, Buffer.from(' ')]))
    expect(await rooms.code('contract', 'sign', 'admin', ready)).toBe('FILE_HASH')
    writeFileSync(path, bytes)
    expect(await rooms.code('contract', 'sign', 'admin', ready)).toBe('ok')
  })
})

const readLink = async (url: string): Promise<string> => (await readBytes(url)).toString('utf8')

async function readBytes(url: string): Promise<Buffer> {
  const file = await scene.rooms.files.openTemporary(url.split('/f/')[1]!)
  const chunks: Buffer[] = []
  for await (const chunk of file!.stream()) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
