import type { Condition, Query } from '#platform/kernel/store'

type Fields = { id: string } & Record<string, unknown>

/** The meaning of conditions, in plain JavaScript. */
export function matches(doc: Fields, where: Condition[]): boolean {
  return where.every((k) => {
    if ('eq' in k) return doc[k.eq[0]] === k.eq[1]
    if ('in' in k) return k.in[1].some((value) => doc[k.in[0]] === value)
    if ('gte' in k) return compare(doc[k.gte[0]], k.gte[1], (n) => n >= 0)
    if ('lt' in k) return compare(doc[k.lt[0]], k.lt[1], (n) => n < 0)
    if ('has' in k) return k.has[1].every((value) => (doc[k.has[0]] as string[]).includes(value))
    return k.or.some((group) => matches(doc, group))
  })
}

function compare(a: unknown, b: string | number, holds: (n: number) => boolean): boolean {
  if (a === null || a === undefined) return false
  return holds(a === b ? 0 : (a as string | number) < b ? -1 : 1)
}

/** In the order of a query, ties by id; documents without the order field are left out. */
export function sorted<T extends Fields>(docs: T[], orderBy: Query['orderBy']): T[] {
  const [field, direction] = orderBy ?? ['id', 'asc']
  const sign = direction === 'asc' ? 1 : -1
  const by = (a: unknown, b: unknown) =>
    (a as string) < (b as string) ? -1 : (a as string) > (b as string) ? 1 : 0
  return docs
    .filter((d) => d[field] !== null && d[field] !== undefined)
    .sort((a, b) => sign * (by(a[field], b[field]) || by(a.id, b.id)))
}
