import type { RoleCode } from '#types/permissions'
import { consult, testPerson } from '#platform/adapters/registry/test-persons'
import type { Deps } from '#platform/kernel/ports'
import { addQuota } from './billing/commands/add-quota'
import { addVerifiedAccount } from './identity/commands/add-verified-account'
import { addEmployee, foundOrganization, type Joining } from './organization/commands/found-organization'
import { creditCodeCollection } from './organization/model/organization'
import { addSeal } from './seal/commands/add-seal'

/** One account to try the product with. */
export interface DemoAccount {
  name: string
  phone: string
  note: string
}

const company = { name: '上海云杉科技有限公司', creditCode: '91310115MA1K3YL054', contracts: 1000 }

interface DemoEmployee {
  /** Handle in the registry of test persons. */
  key: string
  phone: string
  roles: RoleCode[]
  note: string
}

const superAdmin: DemoEmployee = {
  key: 'chen-siyuan',
  phone: '13800000001',
  roles: ['super-admin'],
  note: `${company.name} 超级管理员 · super administrator, holds both seals`,
}
const colleagues: DemoEmployee[] = [
  {
    key: 'lin-yinuo',
    phone: '13800000002',
    roles: ['contract-admin'],
    note: `${company.name} 合同管理员 · contract administrator, holds both seals`,
  },
  {
    key: 'zhou-min',
    phone: '13800000003',
    roles: ['business'],
    note: `${company.name} 业务员 · businessman, holds the contract seal`,
  },
]

/**
 * Demo data, once: a company with a super administrator, two employees, two seals and a quota, all in one transaction.
 * Its people are verified against the registry of test persons and marked as simulated. Answers the accounts to print.
 */
export async function setUpDemo(
  parts: Pick<Deps, 'store' | 'ids' | 'vault'> & { now: number },
): Promise<DemoAccount[]> {
  const { store, ids, now } = parts
  const organization = {
    id: ids.random(),
    name: company.name,
    creditCode: company.creditCode,
    verifiedAt: now,
    simulated: true,
  }
  await store.tx(async (t) => {
    if (await t.get(creditCodeCollection, company.creditCode)) return
    const join = async ({ key, phone }: DemoEmployee): Promise<Joining> => {
      const account = await addVerifiedAccount(t, parts, { ...registered(key), phone, at: now })
      return {
        accountId: account.id,
        name: account.person.name,
        phoneMasked: account.phoneMasked,
        at: now,
      }
    }
    const founder = await join(superAdmin)
    const founded = { ...organization, superAdminId: founder.accountId }
    await foundOrganization(t, { organization: founded, superAdmin: founder })
    const staff: Joining[] = []
    for (const colleague of colleagues) {
      const joining = await join(colleague)
      await addEmployee(t, founded, joining, colleague.roles)
      staff.push(joining)
    }
    const seal = {
      organizationId: founded.id,
      organizationName: founded.name,
      createdBy: founder.accountId,
    }
    const holders = staff.map((s) => s.accountId)
    await addSeal(t, {
      ...seal,
      id: ids.random(),
      name: '公章',
      type: 'official',
      holders: holders.slice(0, 1),
      at: now,
    })
    await addSeal(t, {
      ...seal,
      id: ids.random(),
      name: '合同专用章',
      type: 'contract',
      holders,
      at: now + 1,
    })
    await addQuota(t, {
      id: `demo:${founded.id}`,
      organizationId: founded.id,
      by: company.contracts,
      at: now,
      reason: 'demo',
    })
  })
  return [superAdmin, ...colleagues].map(({ key, phone, note }) => ({
    name: testPerson(key).name,
    phone,
    note,
  }))
}

/** Name and number as the authority's stand-in confirms them. */
function registered(key: string) {
  const { name, idNumber } = testPerson(key)
  if (consult(name, idNumber) !== 'match') throw new Error(`The registry does not know ${key}.`)
  return { name, idNumber, providerReference: 'registry of test persons', simulated: true }
}
