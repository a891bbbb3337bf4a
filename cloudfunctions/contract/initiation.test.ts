import { samplePdf } from '#platform/pdf/testing/sample-files'
import { quotaCounter } from '../billing/model/quota'
import { employeeCollection, employeeId } from '../organization/model/employee'
import { contractCollection } from './model/contract'
import {
  area,
  checkedUpload,
  company,
  companyParty,
  openScene,
  sign,
  start,
  upload,
  workerParty,
  type Scene,
} from './testing/scene.fixture'

jest.setTimeout(60_000)

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene?.rooms.close())

const taken = () => scene.rooms.deps.store.taken(quotaCounter(company.id))
const contracts = () => scene.rooms.deps.store.count(contractCollection, [])

async function codeOf(change: object): Promise<string> {
  const { rooms } = scene
  const uploadId = await checkedUpload(rooms, 'admin')
  return rooms.code('contract', 'initiate', 'admin', {
    uploadId,
    name: '合同',
    deadline: rooms.now() + 60_000,
    order: 'any',
    parties: [companyParty, workerParty],
    ...change,
  })
}

describe('uploads', () => {
  const complete = async (bytes: Buffer) =>
    scene.rooms.code('contract', 'completeUpload', 'admin', {
      uploadId: await upload(scene.rooms, 'admin', bytes),
    })

  test('only kinds that can become a PDF, at most 60 MB, told before anything is sent (CON-21)', async () => {
    const { rooms } = scene
    const create = (filename: string, size: number) =>
      rooms.call('contract', 'createUpload', 'admin', { filename, size })
    expect(await create('a.exe', 10)).toMatchObject({ error: { code: 'FILE_TYPE' } })
    const big = await create('a.pdf', 60 * 1024 * 1024 + 1)
    expect(big).toMatchObject({ error: { code: 'FILE_TOO_BIG', params: { max: 60 } } })
    expect(await create('A.PDF', 60 * 1024 * 1024)).toMatchObject({ ok: true })
  })

  test('what arrives is looked at: not a PDF, empty, truncated, locked, signed', async () => {
    const whole = samplePdf({ pages: 2 })
    expect(await complete(Buffer.from('PK\x03\x04 a word file'))).toBe('FILE_TYPE')
    expect(await complete(Buffer.alloc(0))).toBe('FILE_UNREADABLE')
    expect(['FILE_UNREADABLE', 'ok']).toContain(await complete(whole.subarray(0, whole.length / 2)))
    expect(await complete(Buffer.from('%PDF-1.7\n'))).toBe('FILE_UNREADABLE')
    expect(await complete(whole)).toBe('ok')
  })

  test('a file that carries a signature is refused (FILE_SIGNED)', async () => {
    const { rooms } = scene
    const { contractId } = await start(rooms, 'admin', { parties: [companyParty] })
    await sign(rooms, 'admin', contractId)
    const contract = (await rooms.deps.store.get(contractCollection, contractId))!
    expect(await complete(await rooms.files.read(contract.revision.file))).toBe('FILE_SIGNED')
  })

  test('not arrived yet is UPLOAD_INCOMPLETE; another one’s is NOT_FOUND; asked twice answers the same', async () => {
    const { rooms } = scene
    const { uploadId } = await rooms.ok('contract', 'createUpload', 'admin', { filename: 'a.pdf', size: 1 })
    expect(await rooms.code('contract', 'completeUpload', 'admin', { uploadId })).toBe('UPLOAD_INCOMPLETE')
    const mine = await upload(rooms, 'admin')
    expect(await rooms.code('contract', 'completeUpload', 'clerk', { uploadId: mine })).toBe('NOT_FOUND')
    expect(await rooms.code('contract', 'completeUpload', 'rival', { uploadId: mine })).toBe('NOT_FOUND')
    const first = await rooms.ok('contract', 'completeUpload', 'admin', { uploadId: mine })
    expect(first.pages).toEqual([
      { width: 595, height: 842 },
      { width: 595, height: 842 },
    ])
    expect(await rooms.ok('contract', 'completeUpload', 'admin', { uploadId: mine })).toEqual(first)
  })
})

describe('initiate', () => {
  test('each refusal leaves quota and contracts as they were', async () => {
    const before = [await taken(), await contracts()]
    const { now } = scene.rooms
    expect(await codeOf({ name: '  ' })).toBe('NAME')
    expect(await codeOf({ deadline: now() - 1 })).toBe('DEADLINE')
    expect(await codeOf({ parties: [] })).toBe('NO_SIGNATORY')
    expect(await codeOf({ parties: [workerParty, workerParty] })).toBe('DUP_SIGNATORY')
    expect(await codeOf({ parties: [{ ...workerParty, fields: [] }] })).toBe('NO_SIGN_AREA')
    expect(await codeOf({ parties: [{ ...workerParty, fields: [area('signature', 500, 10)] }] })).toBe(
      'FIELD_OUTSIDE',
    )
    expect(await codeOf({ parties: [{ ...workerParty, fields: [area('signature', 5, 5, 2)] }] })).toBe(
      'FIELD_OUTSIDE',
    )
    expect(await codeOf({ parties: [{ ...workerParty, auth: [] }] })).toBe('AUTH_EMPTY')
    expect(await codeOf({ parties: [{ ...workerParty, phone: '12345' }] })).toBe('INPUT_INVALID')
    expect(await codeOf({ parties: [{ ...companyParty, handlerAccountId: scene.worker }] })).toBe(
      'MEMBER_INVALID',
    )
    expect(await codeOf({ uploadId: 'unknown' })).toBe('NOT_FOUND')
    expect([await taken(), await contracts()]).toEqual(before)
  })

  test('an upload that was not checked yet is UPLOAD_INCOMPLETE', async () => {
    expect(await codeOf({ uploadId: await upload(scene.rooms, 'admin') })).toBe('UPLOAD_INCOMPLETE')
  })

  test('a handler who has left is MEMBER_INVALID (CON-31)', async () => {
    const { rooms, clerk } = scene
    const setState = (state: 'ACTIVE' | 'RESIGNED') =>
      rooms.deps.store.tx(async (t) => {
        const employee = (await t.get(employeeCollection, employeeId(company.id, clerk)))!
        await t.put(employeeCollection, { ...employee, state })
      })
    await setState('RESIGNED')
    expect(await codeOf({ parties: [{ ...companyParty, handlerAccountId: clerk }] })).toBe('MEMBER_INVALID')
    await setState('ACTIVE')
    expect(await codeOf({ parties: [{ ...companyParty, handlerAccountId: clerk }] })).toBe('ok')
  })

  test('without quota nothing starts, and the upload can be used after topping up (QUOTA)', async () => {
    const { rooms } = scene
    const uploadId = await checkedUpload(rooms, 'rival')
    const { store } = rooms.deps
    for (let i = 0; i < 100; i += 1)
      await store.reserve(quotaCounter('org-other'), `k${i}`, 1, 100, rooms.now() + 1e9)
    const input = {
      uploadId,
      name: '合同',
      deadline: rooms.now() + 60_000,
      order: 'any',
      parties: [workerParty],
    }
    expect(await rooms.code('contract', 'initiate', 'rival', input)).toBe('QUOTA')
    await store.release(quotaCounter('org-other'), 'k0')
    expect(await rooms.code('contract', 'initiate', 'rival', input)).toBe('ok')
  })

  test('the initiating organization is a party only when added as one (dec-4)', async () => {
    const { rooms } = scene
    const { contractId } = await start(rooms, 'admin', { parties: [workerParty] })
    const detail = await rooms.ok('contract', 'get', 'admin', { contractId })
    expect(detail.parties).toHaveLength(1)
    expect(detail.myPartyId).toBeNull()
    expect(detail.actions).toEqual(['revoke', 'code', 'download'])
  })

  test('numbers carry the date and are all different; phones are stored encrypted and shown masked', async () => {
    const { rooms } = scene
    const made = [await start(rooms, 'admin'), await start(rooms, 'admin')]
    expect(made[0]!.number).toMatch(/^QL20\d{6}\d{7}$/)
    expect(made[0]!.number).not.toBe(made[1]!.number)
    const stored = JSON.stringify(await rooms.deps.store.get(contractCollection, made[0]!.contractId))
    expect(stored).not.toContain('13900000001')
    const detail = await rooms.ok('contract', 'get', 'admin', { contractId: made[0]!.contractId })
    expect(detail.partyViews[1]?.phoneMasked).toBe('139****0001')
    expect(JSON.stringify(detail)).not.toContain('13900000001')
  })

  test('an uploaded form keeps its own fields: the names of ours do not collide', async () => {
    const { rooms } = scene
    const form = (first: number) => [
      `<</Type/Annot/Subtype/Widget/FT/Tx/T(p1f1)/Rect[10 10 90 30]>>`,
      `<</Fields[${first} 0 R]>>`,
    ]
    const bytes = samplePdf({ pages: 1, extra: form, catalog: '/AcroForm<</Fields[]>>' })
    const { contractId } = await start(rooms, 'admin', { bytes, parties: [companyParty] })
    expect(contractId).toBeTruthy()
  })
})
