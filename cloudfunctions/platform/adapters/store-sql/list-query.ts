import type { Collection, Condition, Query, Scalar } from '#platform/kernel/store'
import type { Position } from '../store-contract/cursor'
import { fieldOf, fieldTypeOf, orderOf } from '../store-contract/fields'
import { isStorable } from '../store-contract/storable'
import { elementTables, quote, type ElementTable } from './tables'

/** A statement with its parameters. */
export interface Statement {
  sql: string
  parameters: unknown[]
}

const columnOf = (c: Collection, field: string, alias: string): string => {
  fieldTypeOf(c, field)
  return `${alias}.${quote(field)}`
}

/** Refuses a value of the wrong type; null for a text that no stored document can contain. */
function checked(c: Collection, field: string, value: Scalar): Scalar | null {
  const type = fieldTypeOf(c, field)
  if (type === 'int' ? !Number.isSafeInteger(value) : typeof value !== 'string')
    throw new Error(`${c.name}.${field} cannot be compared with a ${typeof value}`)
  return typeof value === 'string' && !isStorable(value) ? null : value
}

const castOf = (c: Collection, field: string) => (fieldTypeOf(c, field) === 'int' ? 'bigint' : 'text')

/** SQL of a condition on the documents table `d`; values become parameters. */
function conditionSql(c: Collection, k: Condition, parameters: unknown[]): string {
  const bind = (value: unknown, type: string) => `$${parameters.push(value)}::${type}`
  const scalar = (field: string, operator: string, value: Scalar) => {
    if (fieldTypeOf(c, field) === 'set') throw new Error(`${c.name}.${field} is a set: ask with has`)
    const usable = checked(c, field, value)
    return usable === null
      ? 'false'
      : `${columnOf(c, field, 'd')} ${operator} ${bind(usable, castOf(c, field))}`
  }
  if ('eq' in k) return scalar(k.eq[0], '=', k.eq[1])
  if ('gte' in k) return scalar(k.gte[0], '>=', k.gte[1])
  if ('lt' in k) return scalar(k.lt[0], '<', k.lt[1])
  if ('in' in k) {
    const [field, values] = k.in
    if (fieldTypeOf(c, field) === 'set') throw new Error(`${c.name}.${field} is a set: ask with has`)
    const usable = values.map((v) => checked(c, field, v)).filter((v) => v !== null)
    return `${columnOf(c, field, 'd')} = any(${bind(usable, `${castOf(c, field)}[]`)})`
  }
  if ('has' in k) {
    const [field, values] = k.has
    if (fieldTypeOf(c, field) !== 'set') throw new Error(`${c.name}.${field} is no set`)
    if (!values.every(isStorable)) return 'false'
    return values.length === 0 ? 'true' : `${columnOf(c, field, 'd')} @> ${bind(values, 'text[]')}`
  }
  const groups = k.or.map((group) => `(${allOf(c, group, parameters)})`)
  return groups.length === 0 ? 'false' : `(${groups.join(' or ')})`
}

function allOf(c: Collection, conditions: Condition[], parameters: unknown[]): string {
  return conditions.length === 0
    ? 'true'
    : conditions.map((k) => conditionSql(c, k, parameters)).join(' and ')
}

interface Covered {
  side: ElementTable
  /** Value of each leading field of the index, by field. */
  fixed: Map<string, Scalar>
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

/** `from … where …` of a query, and the alias that carries the order. */
function source(c: Collection, where: Condition[], order: string | null, parameters: unknown[]) {
  const covered = coveringTable(c, where, order)
  if (!covered)
    return { from: `${quote(c.name)} d`, where: allOf(c, where, parameters), alias: 'd', joined: false }
  const fixed = [...covered.fixed].map(([field, value]) => {
    const type = fieldTypeOf(c, field)
    const usable = type === 'set' ? (isStorable(String(value)) ? value : null) : checked(c, field, value)
    if (usable === null) return 'false'
    return `s.${quote(field)} = $${parameters.push(usable)}::${type === 'int' ? 'bigint' : 'text'}`
  })
  const rest = covered.rest.map((k) => conditionSql(c, k, parameters))
  return {
    from: `${quote(covered.side.name)} s join ${quote(c.name)} d on d.id = s.id`,
    where: [...fixed, ...rest].join(' and '),
    alias: 's',
    joined: rest.length > 0,
    sideOnly: `${quote(covered.side.name)} s`,
  }
}

/** One page, with one row more than asked for to see whether another follows. A document without the order field is not listed. */
export function pageStatement(c: Collection, q: Query, limit: number, after: Position | null): Statement {
  const { field, direction } = orderOf(c, q)
  const parameters: unknown[] = []
  const from = source(c, q.where, field, parameters)
  const column = columnOf(c, field, from.alias)
  const conditions = [from.where]
  if (field !== 'id') conditions.push(`${column} is not null`)
  if (after) {
    const operator = direction === 'asc' ? '>' : '<'
    const id = `$${parameters.push(after.id)}::text`
    conditions.push(
      field === 'id'
        ? `${column} ${operator} ${id}`
        : `(${column}, ${from.alias}.id) ${operator} ($${parameters.push(after.value)}::${castOf(c, field)}, ${id})`,
    )
  }
  const order =
    field === 'id' ? `${column} ${direction}` : `${column} ${direction}, ${from.alias}.id ${direction}`
  return {
    sql: `select d.id, d.version, d.doc::text as doc from ${from.from} where ${conditions.join(' and ')} order by ${order} limit ${limit + 1}`,
    parameters,
  }
}

/** Counts matches, no further than `cap`. */
export function countStatement(c: Collection, where: Condition[], cap: number): Statement {
  const parameters: unknown[] = []
  const from = source(c, where, null, parameters)
  const table = from.sideOnly && !from.joined ? from.sideOnly : from.from
  return {
    sql: `select count(*)::int as n from (select 1 from ${table} where ${from.where} limit ${cap}) matches`,
    parameters,
  }
}
