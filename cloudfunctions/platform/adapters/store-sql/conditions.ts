import type { Collection, Condition, Scalar } from '#platform/kernel/store'
import { fieldTypeOf } from '../store-contract/fields'
import { isStorable } from '../store-contract/storable'
import { quote } from './tables'

/** Parameters of a statement; `bind` adds one and answers its placeholder. */
export class Parameters {
  readonly values: unknown[] = []

  bind(value: unknown, type: 'text' | 'bigint' | 'text[]' | 'bigint[]'): string {
    this.values.push(value)
    return `$${this.values.length}::${type}`
  }
}

/** Alias of the table that answers for a field: `d` is the documents, `s` an element table. */
export type AliasOf = (field: string) => 'd' | 's'

/** A column by its declared name, which is the only way a name gets into a statement. */
export function columnSql(c: Collection, field: string, alias: string): string {
  fieldTypeOf(c, field)
  return `${alias}.${quote(field)}`
}

export const castOf = (c: Collection, field: string): 'bigint' | 'text' =>
  fieldTypeOf(c, field) === 'int' ? 'bigint' : 'text'

/** Refuses a value of the wrong type; null for a text that no stored document can contain. */
function usable(c: Collection, field: string, value: Scalar): Scalar | null {
  const type = fieldTypeOf(c, field)
  if (type === 'set') throw new Error(`${c.name}.${field} is a set: ask with has`)
  if (type === 'int' ? !Number.isSafeInteger(value) : typeof value !== 'string')
    throw new Error(`${c.name}.${field} cannot be compared with a ${typeof value}`)
  return typeof value === 'string' && !isStorable(value) ? null : value
}

/** SQL of a condition. @throws Error for undeclared fields and values of the wrong type */
export function conditionSql(c: Collection, k: Condition, parameters: Parameters, aliasOf: AliasOf): string {
  const compare = (field: string, operator: string, value: Scalar) => {
    const column = columnSql(c, field, aliasOf(field))
    const operand = usable(c, field, value)
    return operand === null ? 'false' : `${column} ${operator} ${parameters.bind(operand, castOf(c, field))}`
  }
  if ('eq' in k) return compare(k.eq[0], '=', k.eq[1])
  if ('gte' in k) return compare(k.gte[0], '>=', k.gte[1])
  if ('lt' in k) return compare(k.lt[0], '<', k.lt[1])
  if ('in' in k) {
    const [field, values] = k.in
    const column = columnSql(c, field, aliasOf(field))
    const operands = values.map((v) => usable(c, field, v)).filter((v) => v !== null)
    return `${column} = any(${parameters.bind(operands, `${castOf(c, field)}[]`)})`
  }
  if ('has' in k) {
    const [field, values] = k.has
    if (fieldTypeOf(c, field) !== 'set') throw new Error(`${c.name}.${field} is no set`)
    if (!values.every(isStorable)) return 'false'
    // The element table holds single elements; the whole set is in the document.
    return values.length === 0
      ? 'true'
      : `${columnSql(c, field, 'd')} @> ${parameters.bind(values, 'text[]')}`
  }
  const groups = k.or.map((group) => `(${allOf(c, group, parameters, aliasOf)})`)
  return groups.length === 0 ? 'false' : `(${groups.join(' or ')})`
}

/** SQL of all conditions together. */
export function allOf(c: Collection, where: Condition[], parameters: Parameters, aliasOf: AliasOf): string {
  return where.length === 0 ? 'true' : where.map((k) => conditionSql(c, k, parameters, aliasOf)).join(' and ')
}
