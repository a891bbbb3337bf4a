import { Rig } from '../identity/rig.fixture'
import { addQuota } from './commands/add-quota'
import {
  releaseContractQuota,
  reserveContractQuota,
  settleContractQuota,
  unsettledQuota,
} from './commands/contract-quota'
import { quotaCounter } from './model/quota'

describe('contract quota (CON-49, BIL-19)', () => {
  let rig: Rig
  let n = 0
  beforeAll(async () => {
    rig = await Rig.open()
  }, 60_000)
  afterAll(() => rig.close())

  const buy = (organizationId: string, by: number, id = `order-${n++}`) =>
    rig.deps.store.tx((t) => addQuota(t, { id, organizationId, by, at: rig.now, reason: 'test' }))
  const at = () => ({ deps: rig.deps, now: rig.now })
  const reserve = async (organizationId: string, contractId: string) => {
    try {
      await reserveContractQuota(at(), organizationId, contractId)
      return 'ok'
    } catch (e) {
      return (e as { code?: string }).code
    }
  }
  const used = (organizationId: string) => rig.deps.store.taken(quotaCounter(organizationId))

  test('nothing bought, nothing started', async () => {
    expect(await reserve('poor', 'k1')).toBe('QUOTA')
  })

  test('one contract costs one, asked twice too; the last one is refused to the next', async () => {
    await buy('two', 2)
    expect(await reserve('two', 'k1')).toBe('ok')
    expect(await reserve('two', 'k1')).toBe('ok')
    expect(await reserve('two', 'k2')).toBe('ok')
    expect(await reserve('two', 'k3')).toBe('QUOTA')
    expect(await used('two')).toBe(2)
  })

  test('twenty at once on five left: five start', async () => {
    await buy('five', 5)
    const results = await Promise.all(Array.from({ length: 20 }, (_, i) => reserve('five', `k${i}`)))
    expect(results.filter((r) => r === 'ok')).toHaveLength(5)
    expect(await used('five')).toBe(5)
  })

  test('a contract that was not made gives its unit back, once', async () => {
    await buy('back', 1)
    await reserve('back', 'k1')
    await releaseContractQuota(at(), 'back', 'k1')
    await releaseContractQuota(at(), 'back', 'k1')
    expect(await used('back')).toBe(0)
    expect(await reserve('back', 'k2')).toBe('ok')
  })

  test('after a crash the reservation is named to the timer until it is settled or released', async () => {
    await buy('crash', 3)
    await reserve('crash', 'made')
    await reserve('crash', 'lost')
    await reserve('crash', 'fine')
    await settleContractQuota(at(), 'crash', 'fine')
    const open = async () =>
      (await unsettledQuota(at())).filter((u) => u.organizationId === 'crash').map((u) => u.contractId)
    expect(await open()).toEqual([])
    rig.now += 16 * 60_000
    expect((await open()).sort()).toEqual(['lost', 'made'])
    await settleContractQuota(at(), 'crash', 'made')
    await releaseContractQuota(at(), 'crash', 'lost')
    expect(await open()).toEqual([])
    expect(await used('crash')).toBe(2)
  })

  test('a purchase counts once, however often it is reported', async () => {
    expect(await buy('shop', 10, 'paid-1')).toBe(true)
    expect(await buy('shop', 10, 'paid-1')).toBe(false)
    for (let i = 0; i < 10; i++) await reserve('shop', `k${i}`)
    expect(await reserve('shop', 'k10')).toBe('QUOTA')
  })
})
