import { organizationActions, type EmployeeView } from '#types/organization'
import { action } from '#platform/kernel/action'
import { Refusal } from '#platform/kernel/refusal'
import type { Condition } from '#platform/kernel/store'
import { employeeCollection, type Employee } from '../model/employee'
import { searchGrams } from '../rules/name-grams'

const pageSize = 50

export const listEmployees = action(organizationActions.listEmployees, {
  async handle({ deps, caller }, { search, after }) {
    if (!caller.employee) throw new Refusal('NO_PERMISSION')
    const wanted = search?.replace(/\s+/gu, '').toLowerCase() ?? ''
    const where: Condition[] = [
      { eq: ['organizationId', caller.employee.organizationId] },
      { eq: ['state', 'ACTIVE'] },
    ]
    if (wanted) where.push({ has: ['grams', searchGrams(wanted)] })
    const page = await deps.store.find(employeeCollection, {
      where,
      orderBy: ['name', 'asc'],
      limit: pageSize,
      after,
    })
    // The grams of a name may all be there in another order.
    const items = page.items.filter((e) => e.name.toLowerCase().includes(wanted)).map(view)
    return page.next === undefined ? { items } : { items, next: page.next }
  },
})

const view = ({ accountId, name, phoneMasked, roles }: Employee): EmployeeView => ({
  accountId,
  name,
  phoneMasked,
  roles,
  superAdmin: roles.includes('super-admin'),
})
