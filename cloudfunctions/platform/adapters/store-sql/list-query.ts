import type { Collection, Condition, Query, Scalar } from '#platform/kernel/store'
import type { Position } from '../store-contract/cursor'
import { fieldOf, orderOf } from '../store-contract/fields'
import { isStorable } from '../store-contract/storable'
import { allOf, castOf, columnSql, conditionSql, Parameters } from './conditions'
import { elementTables, quote, type ElementTable } from './tables'

/** A statement with its parameters. */
export interface Statement {
  sql: string
  parameters: unknown[]
}

/**
 * How to walk a list that is also filtered by another set (a search): in list order, testing each document, or from the
 * set's matches, which are then put in order. The planner's own choice assumes that matches are spread evenly over the
 * list and reads the whole of it when there are none.
 */
export type Walk = 'list' | 'matches'

interface Covered {
  side: ElementTable
  /** Value of each leading field of the index, by field. */
  fixed: Map<string, Scalar>
  /** Conditions that the leading fields do not answer. */
  rest: Condition[]
}

/**
 * The element table whose leading fields the conditions fix by value and whose next field is the order asked for
 * (null: any order will do, for counting). Of several the one that fixes most.
 */
function coveringTable(c: Collection, where: Condition[], order: string | null): Covered | null {
  const equal = new Map<string, Scalar>()
  for (const k of where) {
    if ('eq' in k) equal.set(k.eq[0], k.eq[1])
    if ('has' in k && k.has[1][0] !== undefined) equal.set(k.has[0], k.has[1][0])
  }
  let best: Covered | null = null
  for (const side of elementTables(c)) {
    const fields = side.entries.map(fieldOf)
    const stop = fields.findIndex((field) => !equal.has(field) || field === order)
    const fixedFields = stop === -1 ? fields : fields.slice(0, stop)
    const next = stop === -1 ? 'id' : fields[stop]
    if (!fixedFields.includes(side.set) || (order !== null && next !== order)) continue
    if (best && best.fixed.size >= fixedFields.length) continue
    const fixed = new Map(fixedFields.map((field) => [field, equal.get(field) ?? '']))
    const rest = where.filter((k) => {
      if ('eq' in k) return fixed.get(k.eq[0]) !== k.eq[1]
      if ('has' in k) return !(k.has[1].length === 1 && fixed.get(k.has[0]) === k.has[1][0])
      return true
    })
    best = { side, fixed, rest }
  }
  return best
}

/** Conditions on other sets than the one the list runs over; only for these the walk is a question. */
function searchOf(covered: Covered | null): Condition[] {
  if (!covered) return []
  return covered.rest.filter((k) => 'has' in k && k.has[1].length > 0 && !covered.fixed.has(k.has[0]))
}

/** `from … where …` of a query. `alias` carries the order fields. */
interface Source {
  from: string
  where: string
  alias: 'd' | 's'
  /** Whether the documents table is among `from`. */
  hasDocument: boolean
}

function sourceOf(
  c: Collection,
  where: Condition[],
  covered: Covered | null,
  walk: Walk,
  p: Parameters,
): Source {
  if (!covered)
    return {
      from: `${quote(c.name)} d`,
      where: allOf(c, where, p, () => 'd'),
      alias: 'd',
      hasDocument: true,
    }
  const { side } = covered
  const own = new Set(side.entries.map(fieldOf))
  const aliasOf = (field: string) => (field !== side.set && own.has(field) ? 's' : 'd')
  const leading = leadingOf(c, covered, p)
  const search = walk === 'matches' ? searchOf(covered) : []
  const rest = covered.rest.filter((k) => !search.includes(k))
  const onDocument = rest.some((k) => !isAnsweredBy(k, own, side.set))
  const conditions = [...leading, ...rest.map((k) => conditionSql(c, k, p, aliasOf))]
  const join = onDocument ? ` join ${quote(c.name)} d on d.id = s.id` : ''
  const matches =
    search.length > 0
      ? `(select d.id from ${quote(c.name)} d where ${allOf(c, search, p, () => 'd')} offset 0) m join `
      : ''
  return {
    from: `${matches}${quote(side.name)} s${matches ? ' on s.id = m.id' : ''}${join}`,
    where: conditions.join(' and '),
    alias: 's',
    hasDocument: onDocument,
  }
}

/** The values of the index's leading fields, as conditions on the element table. */
function leadingOf(c: Collection, { side, fixed }: Covered, p: Parameters): string[] {
  return [...fixed].map(([field, value]) => {
    if (field !== side.set) return conditionSql(c, { eq: [field, value] }, p, () => 's')
    return isStorable(String(value)) ? `s.${quote(field)} = ${p.bind(value, 'text')}` : 'false'
  })
}

/** Everything behind a cursor's position, by order field and id. */
function behind(
  c: Collection,
  field: string,
  direction: 'asc' | 'desc',
  alias: string,
  after: Position,
  p: Parameters,
): string {
  const operator = direction === 'asc' ? '>' : '<'
  const id = p.bind(after.id, 'text')
  if (field === 'id') return `${columnSql(c, field, alias)} ${operator} ${id}`
  const value = p.bind(after.value, castOf(c, field))
  return `(${columnSql(c, field, alias)}, ${alias}.id) ${operator} (${value}, ${id})`
}

/** True when the element table alone can test the condition. */
function isAnsweredBy(k: Condition, own: ReadonlySet<string>, set: string): boolean {
  if ('or' in k) return k.or.every((group) => group.every((inner) => isAnsweredBy(inner, own, set)))
  const [field] = 'eq' in k ? k.eq : 'in' in k ? k.in : 'gte' in k ? k.gte : 'lt' in k ? k.lt : [set]
  return field !== set && own.has(field)
}

/** The search of a list over a set, as a statement whose planned row count helps to choose the walk; null when there is none. */
export function searchStatement(
  c: Collection,
  q: Pick<Query, 'where' | 'orderBy'>,
  counting: boolean,
): Statement | null {
  const search = searchOf(coveringTable(c, q.where, counting ? null : orderOf(c, q).field))
  if (search.length === 0) return null
  const p = new Parameters()
  return {
    sql: `select 1 from ${quote(c.name)} d where ${allOf(c, search, p, () => 'd')}`,
    parameters: p.values,
  }
}

/** One page, with one row more than asked for to see whether another follows. A document without the order field is not listed. */
export function pageStatement(
  c: Collection,
  q: Query,
  limit: number,
  after: Position | null,
  walk: Walk,
): Statement {
  const { field, direction } = orderOf(c, q)
  const p = new Parameters()
  const source = sourceOf(c, q.where, coveringTable(c, q.where, field), walk, p)
  const column = columnSql(c, field, source.alias)
  const conditions = [source.where]
  if (field !== 'id') conditions.push(`${column} is not null`)
  if (after) conditions.push(behind(c, field, direction, source.alias, after, p))
  const order =
    field === 'id' ? `${column} ${direction}` : `${column} ${direction}, ${source.alias}.id ${direction}`
  const where = `where ${conditions.join(' and ')} order by ${order} limit ${limit + 1}`
  if (source.hasDocument)
    return {
      sql: `select d.id, d.version, d.doc::text as doc from ${source.from} ${where}`,
      parameters: p.values,
    }
  // First the ids of the page, then its documents alone.
  const page = `select s.id, row_number() over (order by ${order}) as place from ${source.from} ${where}`
  return {
    sql: `select d.id, d.version, d.doc::text as doc from (${page}) page join ${quote(c.name)} d on d.id = page.id order by page.place`,
    parameters: p.values,
  }
}

/**
 * The page of a searched list as far as its next `rows` entries give it: a frequent word fills it from these few,
 * whatever the size of the list. Null when the list is not searched or its index cannot walk it alone.
 */
export function nearbyStatement(
  c: Collection,
  q: Query,
  limit: number,
  after: Position | null,
  rows: number,
): Statement | null {
  const { field, direction } = orderOf(c, q)
  const covered = coveringTable(c, q.where, field)
  if (!covered || field === 'id' || searchOf(covered).length === 0) return null
  const { side } = covered
  const own = new Set(side.entries.map(fieldOf))
  const p = new Parameters()
  const onSide = covered.rest.filter((k) => isAnsweredBy(k, own, side.set))
  const onDocument = covered.rest.filter((k) => !onSide.includes(k))
  const near = [...leadingOf(c, covered, p), ...onSide.map((k) => conditionSql(c, k, p, () => 's'))]
  near.push(`s.${quote(field)} is not null`)
  if (after) near.push(behind(c, field, direction, 's', after, p))
  const order = (alias: string) => `${alias}.${quote(field)} ${direction}, ${alias}.id ${direction}`
  const walked = `select s.* from ${quote(side.name)} s where ${near.join(' and ')} order by ${order('s')} limit ${rows}`
  return {
    sql: `select d.id, d.version, d.doc::text as doc from (${walked}) n join ${quote(c.name)} d on d.id = n.id where ${allOf(c, onDocument, p, () => 'd')} order by ${order('n')} limit ${limit + 1}`,
    parameters: p.values,
  }
}

/** Counts matches, no further than `cap`. */
export function countStatement(c: Collection, where: Condition[], cap: number, walk: Walk): Statement {
  const p = new Parameters()
  const source = sourceOf(c, where, coveringTable(c, where, null), walk, p)
  return {
    sql: `select count(*)::int as n from (select 1 from ${source.from} where ${source.where} limit ${cap}) matches`,
    parameters: p.values,
  }
}
