import { contractCollection } from './model/contract'
import {
  company,
  companyParty,
  openScene,
  sign,
  start,
  workerParty,
  type Scene,
} from './testing/scene.fixture'

jest.setTimeout(60_000)

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene?.rooms.close())

const open = (who: string | null, code: string) => scene.rooms.ok('contract', 'openCode', who, { code })

describe('landing of a signature code (CON-48, SIGN-02)', () => {
  test('a stranger learns who invites to what, and nothing else', async () => {
    const { rooms } = scene
    const { code, contractId } = await start(rooms, 'admin')
    const seen = await open(null, code)
    expect(seen).toEqual({
      contractId: null,
      name: '劳动合同（2026）',
      inviterName: company.name,
      deadline: expect.any(Number),
      status: 'PENDING_SIGN',
      next: 'sign-in',
      phoneMasked: '139****0001',
    })
    expect(JSON.stringify(seen)).not.toContain(contractId)
    expect(await rooms.code('contract', 'openCode', null, { code: 'no-such-code-at-all' })).toBe(
      'CODE_INVALID',
    )
  })

  test('each visitor is led to his own next step', async () => {
    const { rooms } = scene
    const { code, contractId } = await start(rooms, 'admin', { order: 'sequential' })
    expect(await open('admin', code)).toMatchObject({ next: 'sign', contractId })
    expect(await open('worker', code)).toMatchObject({ next: 'wait', contractId })
    expect(await open('guest', code)).toMatchObject({
      next: 'not-signer',
      refusal: 'PHONE_NOT_SIGNER',
      contractId: null,
    })
    expect(await open('rival', code)).toMatchObject({ next: 'not-signer', refusal: 'PHONE_NOT_SIGNER' })
    await sign(rooms, 'admin', contractId)
    expect(await open('worker', code)).toMatchObject({ next: 'sign', contractId })
    expect(await open('admin', code)).toMatchObject({ next: 'view', contractId })
    await rooms.actAs('admin', null)
    expect(await open('admin', code)).toMatchObject({
      next: 'switch',
      switchTo: { kind: 'organization', organizationId: company.id },
      contractId: null,
    })
    await rooms.actAs('admin', company.id)
    await rooms.ok('contract', 'revoke', 'admin', { contractId, reason: '撤' })
    expect(await open(null, code)).toMatchObject({ next: 'ended', status: 'REVOKED' })
    expect(await open('guest', code)).toMatchObject({ next: 'ended', contractId: null })
    expect(await open('worker', code)).toMatchObject({ next: 'view', contractId })
  })

  test('the right phone without real name is led to real name; a wrong name is NAME_NOT_SIGNER (SIGN-22)', async () => {
    const { rooms } = scene
    await rooms.account('newcomer', '13500000001')
    await rooms.account('namesake', '13500000002', 'zhao-wenbo')
    const newcomer = { ...workerParty, name: '孙浩然', phone: '13500000001' }
    const namesake = { ...workerParty, name: '赵文博士', phone: '13500000002' }
    const one = await start(rooms, 'admin', { parties: [newcomer] })
    const two = await start(rooms, 'admin', { parties: [namesake] })
    expect(await open('newcomer', one.code)).toMatchObject({ next: 'real-name', contractId: null })
    expect(await open('namesake', two.code)).toMatchObject({ next: 'not-signer', refusal: 'NAME_NOT_SIGNER' })
    for (const [who, contractId] of [
      ['newcomer', one.contractId],
      ['namesake', two.contractId],
    ] as const) {
      expect(await rooms.code('contract', 'get', who, { contractId })).toBe('NOT_FOUND')
      expect((await rooms.ok('contract', 'list', who, {})).items).toEqual([])
    }
  })
})

test('the first view binds the party to the account: it stays his when the phone goes to somebody else', async () => {
  const { rooms, worker } = scene
  const { contractId } = await start(rooms, 'admin')
  const party = async () => (await rooms.deps.store.get(contractCollection, contractId))!.parties[1]!
  expect((await party()).accountId).toBeNull()
  // Listed before it is bound, found by phone and verified name.
  expect((await rooms.ok('contract', 'list', 'worker', {})).items.map((r) => r.id)).toContain(contractId)
  await Promise.all([1, 2, 3].map(() => rooms.ok('contract', 'get', 'worker', { contractId })))
  expect((await party()).accountId).toBe(worker)
  const detail = await rooms.ok('contract', 'get', 'worker', { contractId })
  expect(detail.timeline.filter((e) => e.type === 'party.opened')).toHaveLength(1)
  expect((await rooms.ok('contract', 'list', 'worker', {})).items.map((r) => r.id)).toContain(contractId)
})

describe('who may do what with a contract of others', () => {
  const actions = [
    ['get', {}],
    ['getCode', {}],
    ['requestChallenge', { method: 'password' }],
    ['sign', { challengeId: 'x', marks: [] }],
    ['refuse', { reason: '不' }],
    ['revoke', { reason: '撤' }],
    ['download', { what: 'pdf' }],
    ['download', { what: 'evidence' }],
  ] as const

  test.each(actions)(
    '%s %j: strangers cannot tell it from a contract that does not exist',
    async (name, input) => {
      const { rooms } = scene
      const { contractId } = await start(rooms, 'admin')
      const before = await rooms.deps.store.get(contractCollection, contractId)
      for (const who of ['rival', 'guest', 'clerk']) {
        expect(await rooms.code('contract', name, who, { contractId, ...input })).toBe('NOT_FOUND')
        expect(await rooms.code('contract', name, who, { contractId: 'nothing', ...input })).toBe('NOT_FOUND')
      }
      expect(await rooms.code('contract', name, null, { contractId, ...input })).toBe('SIGN_IN_REQUIRED')
      expect(await rooms.deps.store.get(contractCollection, contractId)).toEqual(before)
    },
  )

  test('a person does not get the code, and cannot see what he does under another identity', async () => {
    const { rooms } = scene
    const { contractId } = await start(rooms, 'admin')
    expect(await rooms.code('contract', 'getCode', 'worker', { contractId })).toBe('NOT_FOUND')
    await rooms.actAs('admin', null)
    expect(await rooms.code('contract', 'get', 'admin', { contractId })).toBe('NOT_FOUND')
    await rooms.actAs('admin', company.id)
  })

  test('the code is a QR of the link, for the initiating side, while signing is open (MGT-17)', async () => {
    const { rooms } = scene
    const { contractId, url } = await start(rooms, 'admin')
    const code = await rooms.ok('contract', 'getCode', 'admin', { contractId })
    expect(code.url).toBe(url)
    expect(code.qrSvg).toMatch(/^<svg[^>]*>.*<\/svg>\s*$/s)
    await rooms.ok('contract', 'revoke', 'admin', { contractId, reason: '撤' })
    expect(await rooms.code('contract', 'getCode', 'admin', { contractId })).toBe('BAD_STATE')
  })

  test('evidence before completion is BAD_STATE; the PDF is there at any time', async () => {
    const { rooms } = scene
    const { contractId } = await start(rooms, 'admin')
    expect(await rooms.code('contract', 'download', 'worker', { contractId, what: 'evidence' })).toBe(
      'BAD_STATE',
    )
    const pdf = await rooms.ok('contract', 'download', 'worker', { contractId, what: 'pdf' })
    expect(pdf.filename).toBe('劳动合同（2026）.pdf')
  })

  test('a person over 75 or under 18 may not sign (AGE_NOT_ALLOWED)', async () => {
    const { rooms } = scene
    await rooms.account('elder', '13500000075', 'sun-guilan')
    const parties = [{ ...workerParty, name: '孙桂兰', phone: '13500000075' }]
    const { contractId } = await start(rooms, 'admin', { parties })
    const challengeId = await rooms.challenge('elder', contractId)
    const saved = await rooms.ok('seal', 'savePersonalSignature', 'elder', { kind: 'system' })
    const marks = [{ fieldId: 'p1f1', signatureId: saved.id }]
    expect(await rooms.code('contract', 'sign', 'elder', { contractId, challengeId, marks })).toBe(
      'AGE_NOT_ALLOWED',
    )
  })
})

describe('lists', () => {
  const ids = async (who: string, input: object = {}) =>
    (await scene.rooms.ok('contract', 'list', who, { limit: 50, ...input })).items.map((r) => r.id)

  test('the organization for those who may see it, the own ones for everybody else (MGT-04)', async () => {
    const { rooms } = scene
    const byAdmin = await start(rooms, 'admin')
    const byClerk = await start(rooms, 'clerk')
    const forClerk = await start(rooms, 'admin', {
      parties: [{ ...companyParty, handlerAccountId: scene.clerk } as typeof companyParty],
    })
    expect(await ids('admin')).toEqual(
      expect.arrayContaining([byAdmin, byClerk, forClerk].map((c) => c.contractId)),
    )
    const clerks = await ids('clerk')
    expect(clerks).toEqual(expect.arrayContaining([byClerk.contractId, forClerk.contractId]))
    expect(clerks).not.toContain(byAdmin.contractId)
    expect(await ids('rival')).toEqual([])
    expect(await ids('clerk', { role: 'initiated' })).toEqual([byClerk.contractId])
    expect(await ids('clerk', { role: 'received' })).toEqual([forClerk.contractId])
    // The clerk is handler of his own contract, too.
    expect((await ids('clerk', { scope: 'mine' })).sort()).toEqual(
      [byClerk.contractId, forClerk.contractId].sort(),
    )
  })

  test('labels filter what each viewer sees, and rows carry them', async () => {
    const { rooms } = scene
    const { contractId } = await start(rooms, 'clerk', { name: '标签合同' })
    const labels = ['MINE_TO_SIGN', 'OTHERS_TO_SIGN', 'COMPLETED', 'REVOKED'] as const
    const where = async (who: string) => {
      const found: string[] = []
      for (const label of labels) if ((await ids(who, { label })).includes(contractId)) found.push(label)
      return found
    }
    expect(await where('clerk')).toEqual(['MINE_TO_SIGN'])
    expect(await where('worker')).toEqual(['MINE_TO_SIGN'])
    expect(await where('admin')).toEqual(['OTHERS_TO_SIGN'])
    await sign(rooms, 'worker', contractId)
    expect(await where('worker')).toEqual(['OTHERS_TO_SIGN'])
    await rooms.ok('contract', 'revoke', 'clerk', { contractId, reason: '撤' })
    expect(await where('worker')).toEqual(['REVOKED'])
    expect(await where('admin')).toEqual(['REVOKED'])
  })

  test('search over name, number and people; a range the wrong way round is RANGE', async () => {
    const { rooms } = scene
    const made = await start(rooms, 'admin', { name: '南湖一号仓库租赁协议' })
    for (const search of [
      '仓库',
      '南湖',
      '库租',
      '租',
      made.number,
      made.number.slice(-7),
      '王小雨 仓库',
      '云杉 仓库',
    ])
      expect(await ids('admin', { search })).toContain(made.contractId)
    for (const search of ['仓储', '南号', '李建国 仓库'])
      expect(await ids('admin', { search })).not.toContain(made.contractId)
    expect(await rooms.code('contract', 'list', 'admin', { from: 2, to: 1 })).toBe('RANGE')
  })

  test('pages follow each other without gap or repeat', async () => {
    const { rooms } = scene
    const whole = await ids('admin')
    const paged: string[] = []
    let after: string | undefined
    do {
      const page = await rooms.ok('contract', 'list', 'admin', { limit: 3, after })
      paged.push(...page.items.map((r) => r.id))
      after = page.next
    } while (after)
    expect(paged).toEqual(whole)
  })
})
