import type { ContractRow, ViewerLabel } from '#types/contract'
import type { Condition, Page, Query, Store } from '#platform/kernel/store'
import { contractCollection, type Contract } from '../model/contract'
import { relationTo, type Viewer } from '../rules/access'
import { initiatedBy, openFor, othersFor, receivedBy, waitingFor } from '../rules/audience'
import { gramsOfSearch, matches } from '../rules/search-grams'
import { isMine, isOthers, labelOf, statusesOf } from '../rules/view'
import { rowFor, searchTexts } from './contract-row'
import { allKeys, ownKeys } from './viewer'

export interface ListRequest {
  scope: 'all' | 'mine' | 'participating'
  role: 'any' | 'initiated' | 'received'
  label?: ViewerLabel
  search?: string
  /** Creation time, epoch ms, both inclusive. */
  from?: number
  to?: number
  after?: string
  limit: number
}

/** Reads for one page at most: a search that finds too little in so many ends the page early and hands back a cursor. */
const maxReads = 40

/** Contracts a viewer may see, newest first (MGT-02, MGT-03, MGT-04). */
export async function listContracts(
  store: Store,
  viewer: Viewer,
  request: ListRequest,
  now: number,
): Promise<Page<ContractRow>> {
  const where = conditionsOf(viewer, request)
  if (gramsOfSearch(request.search ?? '').length === 0 && request.search?.trim()) return { items: [] }
  const keep = (contract: Contract) => {
    const relation = relationTo(contract, viewer)
    if (!relation) return false
    if (request.label && labelOf(contract.status, relation) !== request.label) return false
    return !request.search || matches(searchTexts(contract), request.search)
  }
  return scan(store, { where, orderBy: ['createdAt', 'desc'] }, request, keep, (c) => rowFor(c, viewer, now))
}

/** To-dos of a viewer, soonest deadline first (MGT-40, MGT-41). */
export async function listOpenContracts(
  store: Store,
  viewer: Viewer,
  request: { group: TodoGroup; after?: string; limit: number },
  now: number,
): Promise<Page<ContractRow>> {
  const query: Query = { where: todoConditions(viewer, request.group, now), orderBy: ['deadline', 'asc'] }
  return scan(
    store,
    query,
    request,
    () => true,
    (c) => rowFor(c, viewer, now),
  )
}

export type TodoGroup = 'byMe' | 'byOthers' | 'aboutToTimeOut'

/** "About to time out" begins three days before the deadline (MGT-41). */
const soon = 3 * 86_400_000

export async function countOpenContracts(
  store: Store,
  viewer: Viewer,
  now: number,
): Promise<Record<TodoGroup, number>> {
  const count = (group: TodoGroup) => store.count(contractCollection, todoConditions(viewer, group, now))
  const [byMe, byOthers, aboutToTimeOut] = await Promise.all([
    count('byMe'),
    count('byOthers'),
    count('aboutToTimeOut'),
  ])
  return { byMe, byOthers, aboutToTimeOut }
}

/** All contracts a viewer may see, and the completed ones of them; each counted to 1000. */
export async function countContracts(
  store: Store,
  viewer: Viewer,
): Promise<{ all: number; completed: number }> {
  const seen = anyOf(allKeys(viewer), 'viewers', (key) => key)
  const [all, completed] = await Promise.all([
    store.count(contractCollection, [seen]),
    store.count(contractCollection, [seen, { eq: ['status', 'COMPLETED'] }]),
  ])
  return { all, completed }
}

function todoConditions(viewer: Viewer, group: TodoGroup, now: number): Condition[] {
  const mark = { byMe: waitingFor, byOthers: othersFor, aboutToTimeOut: openFor }[group]
  const own = anyOf(ownKeys(viewer), 'pending', mark)
  // Overdue ones are over, even while the clock has not been by.
  const running: Condition = { gte: ['deadline', now] }
  return group === 'aboutToTimeOut' ? [own, running, { lt: ['deadline', now + soon] }] : [own, running]
}

function conditionsOf(viewer: Viewer, request: ListRequest): Condition[] {
  const mine = request.scope === 'mine' || (request.label !== undefined && isMine(request.label))
  const keys = request.scope === 'all' && !mine ? allKeys(viewer) : ownKeys(viewer)
  const side = { any: (key: string) => key, initiated: initiatedBy, received: receivedBy }[request.role]
  const where: Condition[] = [anyOf(keys, 'viewers', side)]
  if (mine) where.push(anyOf(keys, 'pending', waitingFor))
  else if (request.label && isOthers(request.label) && !seesAll(viewer))
    where.push(anyOf(keys, 'pending', othersFor))
  if (request.label) {
    const [only, ...more] = statusesOf(request.label)
    if (only) where.push(more.length > 0 ? { in: ['status', [only, ...more]] } : { eq: ['status', only] })
  }
  if (request.from !== undefined) where.push({ gte: ['createdAt', request.from] })
  if (request.to !== undefined) where.push({ lt: ['createdAt', request.to + 1] })
  const grams = gramsOfSearch(request.search ?? '')
  if (grams.length > 0) where.push({ has: ['grams', grams] })
  return where
}

const seesAll = (viewer: Viewer) => viewer.kind === 'employee' && viewer.viewAll

/** One key is a plain condition, which an index answers in order; several (a person not bound yet) are alternatives. */
function anyOf(keys: readonly string[], field: string, mark: (key: string) => string): Condition {
  const [first, ...others] = keys.map((key): Condition => ({ has: [field, [mark(key)]] }))
  if (!first) return { or: [] }
  return others.length === 0 ? first : { or: [[first], ...others.map((other) => [other])] }
}

/** Reads on until the page is full: what the index cannot tell is checked row by row. */
async function scan(
  store: Store,
  query: Query,
  page: { after?: string; limit: number },
  keep: (contract: Contract) => boolean,
  present: (contract: Contract) => ContractRow | null,
): Promise<Page<ContractRow>> {
  const items: ContractRow[] = []
  let after = page.after
  for (let read = 0; read < maxReads; read += 1) {
    // Asking for exactly what is missing makes every cursor point right behind the last row handed out.
    const found = await store.find(contractCollection, {
      ...query,
      limit: page.limit - items.length,
      ...(after ? { after } : {}),
    })
    for (const contract of found.items) {
      const row = keep(contract) ? present(contract) : null
      if (row) items.push(row)
    }
    after = found.next
    if (!after || items.length >= page.limit) break
  }
  return after ? { items, next: after } : { items }
}
