import type { Collection, Condition, Scalar } from '#platform/kernel/store'
import { fieldTypeOf } from '../store-contract/fields'
import type { CloudCommand, CloudData } from './cloud-sdk'

/** No document lacks an id. */
const never = (_: CloudCommand): CloudData => ({ _id: _.exists(false) })

export const cloudField = (field: string): string => (field === 'id' ? '_id' : field)

function checked(c: Collection, field: string, value: Scalar): Scalar {
  const type = fieldTypeOf(c, field)
  if (type === 'set') throw new Error(`${c.name}.${field} is a set: ask with has`)
  if (type === 'int' ? !Number.isSafeInteger(value) : typeof value !== 'string')
    throw new Error(`${c.name}.${field} cannot be compared with a ${typeof value}`)
  return value
}

function conditionOf(_: CloudCommand, c: Collection, k: Condition): CloudData {
  if ('eq' in k) return { [cloudField(k.eq[0])]: _.eq(checked(c, ...k.eq)) }
  if ('gte' in k) return { [cloudField(k.gte[0])]: _.gte(checked(c, ...k.gte)) }
  if ('lt' in k) return { [cloudField(k.lt[0])]: _.lt(checked(c, ...k.lt)) }
  if ('in' in k) {
    const [field, values] = k.in
    const usable = values.map((value) => checked(c, field, value))
    return usable.length === 0 ? never(_) : { [cloudField(field)]: _.in(usable) }
  }
  if ('has' in k) {
    const [field, values] = k.has
    if (fieldTypeOf(c, field) !== 'set') throw new Error(`${c.name}.${field} is no set`)
    return values.length === 0 ? {} : { [field]: _.all(values) }
  }
  return k.or.length === 0 ? never(_) : _.or(k.or.map((group) => cloudConditions(_, c, group)))
}

/** All conditions together, as the argument of `where` and `match`. */
export function cloudConditions(_: CloudCommand, c: Collection, where: Condition[]): CloudData {
  const parts = where.map((k) => conditionOf(_, c, k)).filter((part) => Reflect.ownKeys(part).length > 0)
  const [first] = parts
  if (!first) return {}
  return parts.length === 1 ? first : _.and(parts)
}
