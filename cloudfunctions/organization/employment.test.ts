import type { Me } from '#types/identity'
import type { RawIdentity } from '#platform/kernel/context'
import { forgetMembership } from '../identity/commands/record-membership'
import { freshPhone, Rig } from '../identity/rig.fixture'
import { setUpDemo, type DemoAccount } from '../setup-demo'
import { addEmployee, foundOrganization } from './commands/found-organization'
import { employeeCollection, employeeId } from './model/employee'
import { organizationCollection } from './model/organization'
import { employeeOf, phoneOfEmployee } from './queries/employee-of'
import { organizationById } from './queries/organization-by-id'
import { resolveCaller } from './resolve-caller'

describe('acting for an organization (ID-82, organization.md §3)', () => {
  let rig: Rig
  let accounts: DemoAccount[]
  let organizationId: string
  beforeAll(async () => {
    rig = await Rig.open()
    accounts = await setUpDemo({ ...rig.deps, now: rig.now })
    organizationId = (await rig.deps.store.find(organizationCollection, { where: [] })).items[0]!.id
  }, 60_000)
  afterAll(() => rig.close())
  beforeEach(() => {
    rig.now += 61_000
  })

  const signIn = (index: number) => rig.signIn(accounts[index]!.phone)
  const asPerson = { identity: { kind: 'person' } }
  const asCompany = (id = organizationId) => ({ identity: { kind: 'organization', organizationId: id } })
  const resolved = async (raw: RawIdentity) => {
    const caller = await resolveCaller(rig.deps, raw, rig.now)
    if (caller.kind !== 'account') throw new Error('not signed in')
    return caller
  }

  test('set-up again changes nothing and answers the same accounts', async () => {
    expect(await setUpDemo({ ...rig.deps, now: rig.now })).toEqual(accounts)
    expect(accounts.map((a) => a.name)).toEqual(['陈思远', '林一诺', '周敏'])
    expect(await rig.deps.store.count(organizationCollection, [])).toBe(1)
    expect(await rig.deps.store.count(employeeCollection, [])).toBe(3)
  })

  test('a demo account signs in with a code and starts as its company, verified by simulation', async () => {
    const { me } = await signIn(0)
    expect(me).toMatchObject({
      person: { name: '陈思远', simulated: true },
      active: { kind: 'organization', organizationId },
      identities: [
        { kind: 'person', name: '陈思远' },
        { kind: 'organization', organizationId, name: '上海云杉科技有限公司', roles: ['super-admin'] },
      ],
    })
  })

  test('the switcher changes this session only, and what the caller may do', async () => {
    const [desk, phone] = [await signIn(0), ((rig.now += 61_000), await signIn(0))]
    expect(await rig.refusal(desk.raw, 'getOrganization')).toBe('ok')
    expect((await rig.get<Me>(desk.raw, 'switchIdentity', asPerson)).active).toEqual({ kind: 'person' })
    expect(await rig.refusal(desk.raw, 'getOrganization')).toBe('NO_PERMISSION')
    expect(await rig.get(phone.raw, 'getOrganization')).toMatchObject({ id: organizationId, simulated: true })
    expect((await rig.get<Me>(desk.raw, 'switchIdentity', asCompany())).active.kind).toBe('organization')
    expect(await rig.refusal(desk.raw, 'getOrganization')).toBe('ok')
  })

  test('inside WeChat the choice belongs to the account', async () => {
    const code = await rig.wechat.pressPhoneButton(accounts[1]!.phone)
    const raw = { openid: 'o-lin' }
    await rig.get(raw, 'signInByWechatPhone', { code, consent: true })
    await rig.get(raw, 'switchIdentity', asPerson)
    expect((await rig.get<{ me: Me }>(raw, 'whoAmI')).me.active).toEqual({ kind: 'person' })
    await rig.get(raw, 'switchIdentity', asCompany())
    expect((await resolved(raw)).employee).toMatchObject({
      organizationId,
      organizationName: '上海云杉科技有限公司',
    })
  })

  test('nobody switches to a company he does not work for', async () => {
    const { raw } = await rig.verified(freshPhone(), 'wang-xiaoyu')
    expect(await rig.refusal(raw, 'switchIdentity', asCompany())).toBe('MEMBER_INVALID')
    expect(await rig.refusal(raw, 'switchIdentity', asCompany('nowhere'))).toBe('MEMBER_INVALID')
    expect((await resolved(raw)).employee).toBeNull()
    expect(await rig.refusal(raw, 'listEmployees')).toBe('NO_PERMISSION')
  })

  test('permissions are those of the roles, at once (ORG-22, ORG-26, ORG-33)', async () => {
    const { raw, me } = await signIn(2)
    expect((await resolved(raw)).employee?.permissions).toEqual(['contract.initiate', 'seal.use', 'org.view'])
    expect(await rig.refusal(raw, 'getQuota')).toBe('NO_PERMISSION')
    const give = (roles: ('business' | 'it-admin')[]) =>
      rig.deps.store.tx(async (t) => {
        const employee = await t.get(employeeCollection, employeeId(organizationId, me.accountId))
        await t.put(employeeCollection, { ...employee!, roles })
      })
    await give(['business', 'it-admin'])
    expect(await rig.refusal(raw, 'getQuota')).toBe('ok')
    await give([])
    expect((await resolved(raw)).employee?.permissions).toEqual([])
    expect(await rig.refusal(raw, 'getOrganization')).toBe('NO_PERMISSION')
    await give(['business'])
  })

  test('who has left acts as the person at once, whatever his session says', async () => {
    const { raw, me } = await signIn(1)
    expect((await resolved(raw)).employee).not.toBeNull()
    await rig.deps.store.tx(async (t) => {
      const employee = await t.get(employeeCollection, employeeId(organizationId, me.accountId))
      await t.put(employeeCollection, { ...employee!, state: 'RESIGNED' })
      await forgetMembership(t, me.accountId, organizationId)
    })
    expect(await resolved(raw)).toMatchObject({ employee: null, active: { kind: 'person' } })
    expect(await employeeOf(rig.deps, organizationId, me.accountId)).toBeNull()
    expect(await phoneOfEmployee(rig.deps, organizationId, me.accountId)).toBeNull()
    expect((await rig.get<{ me: Me }>(raw, 'whoAmI')).me).toMatchObject({
      active: { kind: 'person' },
      identities: [{ kind: 'person' }],
    })
    const names = (await rig.get<{ items: { name: string }[] }>((await signIn(0)).raw, 'listEmployees')).items
    expect(names.map((e) => e.name)).not.toContain('林一诺')
  })

  test('employees are listed by name and found by any part of it; phones are masked', async () => {
    const { raw } = await signIn(0)
    const list = async (search?: string) =>
      (
        await rig.get<{ items: { name: string; phoneMasked: string; superAdmin: boolean }[] }>(
          raw,
          'listEmployees',
          { search },
        )
      ).items
    expect((await list('思远')).map((e) => [e.name, e.superAdmin])).toEqual([['陈思远', true]])
    expect((await list('远')).map((e) => e.name)).toEqual(['陈思远'])
    expect(await list('远思')).toEqual([])
    expect((await list())[0]?.phoneMasked).toMatch(/^138\*{4}000\d$/)
  })

  test('another company sees its own people only', async () => {
    const { raw, me } = await rig.verified(freshPhone(), 'zhao-wenbo')
    const other = {
      id: 'other',
      name: '别家公司',
      creditCode: '91110000802100433B',
      superAdminId: me.accountId,
      verifiedAt: rig.now,
      simulated: true,
    }
    const superAdmin = { accountId: me.accountId, name: '赵文博', phoneMasked: me.phoneMasked, at: rig.now }
    await rig.deps.store.tx((t) => foundOrganization(t, { organization: other, superAdmin }))
    await rig.get(raw, 'switchIdentity', asCompany('other'))
    expect(await rig.get(raw, 'getOrganization')).toMatchObject({ id: 'other', name: '别家公司' })
    expect(await rig.get(raw, 'listEmployees')).toMatchObject({ items: [{ name: '赵文博' }] })
    expect(await rig.get(raw, 'listSeals')).toEqual({ items: [] })
    expect(await rig.get(raw, 'getQuota')).toEqual({ total: 0, used: 0 })
    expect(await organizationById(rig.deps, 'other')).toMatchObject({ superAdminId: me.accountId })
  })

  test('a credit code belongs to one enterprise; a wrong one to none', async () => {
    const { me } = await signIn(0)
    const superAdmin = { accountId: me.accountId, name: '陈思远', phoneMasked: me.phoneMasked, at: rig.now }
    const found = (id: string, creditCode: string) =>
      rig.deps.store.tx((t) =>
        foundOrganization(t, {
          organization: {
            id,
            name: '甲',
            creditCode,
            superAdminId: me.accountId,
            verifiedAt: 0,
            simulated: true,
          },
          superAdmin,
        }),
      )
    await expect(found('third', '91310115MA1K3YL054')).rejects.toMatchObject({ name: 'Duplicate' })
    await expect(found('third', '91310115MA1K3YL055')).rejects.toThrow('credit code')
    expect(await organizationById(rig.deps, 'third')).toBeNull()
  })

  test('an employee without a verified person does not act for the company (ID-82)', async () => {
    const { raw, me } = await rig.signIn(freshPhone())
    const joining = { accountId: me.accountId, name: '某人', phoneMasked: me.phoneMasked, at: rig.now }
    await rig.deps.store.tx((t) =>
      addEmployee(t, { id: organizationId, name: '上海云杉科技有限公司' }, joining, ['super-admin']),
    )
    await rig.get(raw, 'switchIdentity', asCompany())
    expect((await resolved(raw)).employee).toBeNull()
    expect(await rig.refusal(raw, 'getOrganization')).toBe('NO_PERMISSION')
  })
})
