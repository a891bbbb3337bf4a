import type { Collection, FieldType, Query } from '#platform/kernel/store'

// Names reach SQL and CloudBase as identifiers; PostgreSQL cuts them at 63 bytes.
const namePattern = /^[a-z][A-Za-z0-9]{0,39}$/
const reserved = new Set(['id', 'version', 'doc', 'element'])

/** Refuses declarations that a store could not hold. @throws Error, a mistake of the programmer */
export function checkCollection(c: Collection): void {
  if (!namePattern.test(c.name)) throw new Error(`Collection name ${JSON.stringify(c.name)} is not usable`)
  for (const field of Object.keys(c.fields))
    if (!namePattern.test(field) || reserved.has(field))
      throw new Error(`Field name ${c.name}.${JSON.stringify(field)} is not usable`)
  for (const index of c.indexes) {
    const sets = index.filter((entry) => fieldTypeOf(c, fieldOf(entry)) === 'set')
    // The rule of MongoDB's multikey indexes, kept on every store.
    if (sets.length > 1) throw new Error(`Index ${c.name} ${index.join(',')} names more than one set`)
    if (sets.some((entry) => entry.startsWith('-')))
      throw new Error(`Index ${c.name} ${index.join(',')} sorts by a set`)
  }
}

/** The field of an index entry such as `-createdAt`. */
export const fieldOf = (entry: string): string => (entry.startsWith('-') ? entry.slice(1) : entry)

/** Type of a declared field; `id` always is text. @throws Error when it is not declared */
export function fieldTypeOf(c: Collection, field: string): FieldType {
  if (field === 'id') return 'text'
  const type = Object.hasOwn(c.fields, field) ? c.fields[field] : undefined
  if (!type) throw new Error(`${c.name}.${JSON.stringify(field)} is not a declared field`)
  return type
}

/** Page size of a query. @throws Error outside 1..1000 */
export function limitOf(q: Query): number {
  const limit = q.limit ?? 20
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000)
    throw new Error(`A page holds 1 to 1000 documents, not ${limit}`)
  return limit
}

/** Order of a query, by id when it names none. @throws Error for a set or an undeclared field */
export function orderOf(c: Collection, q: Query): { field: string; direction: 'asc' | 'desc' } {
  const [field, direction] = q.orderBy ?? ['id', 'asc']
  if (fieldTypeOf(c, field) === 'set') throw new Error(`${c.name}.${field} is a set and has no order`)
  if (direction !== 'asc' && direction !== 'desc') throw new Error('A direction is asc or desc')
  return { field, direction }
}
