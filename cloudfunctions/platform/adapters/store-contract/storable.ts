import { Refusal } from '#platform/kernel/refusal'
import type { Collection, FieldType } from '#platform/kernel/store'

/**
 * True when every store can hold this text: no NUL (PostgreSQL) and no lone surrogate (it has no UTF-8 form, so
 * two different texts would be stored alike).
 */
export const isStorable = (text: string): boolean => !/[\0\p{Surrogate}]/u.test(text)

const fits: Record<FieldType, (value: unknown) => boolean> = {
  text: (value) => typeof value === 'string',
  int: (value) => Number.isSafeInteger(value),
  set: (value) => Array.isArray(value) && value.every((v) => typeof v === 'string'),
}

/**
 * The JSON text of a document without id and version.
 * @throws Refusal INPUT_INVALID when a text in it cannot be stored, naming its path
 * @throws Error when a declared field has another type than declared (it may be null or absent)
 */
export function documentJson(
  c: { name: string; fields: Collection['fields'] },
  doc: { id: string; version?: number },
): string {
  for (const [field, type] of Object.entries(c.fields)) {
    const value: unknown = (doc as unknown as Record<string, unknown>)[field]
    if (value !== undefined && value !== null && !fits[type](value))
      throw new Error(`${c.name}.${field} is declared as ${type} and got something else`)
  }
  if (!isStorable(doc.id)) throw new Refusal('INPUT_INVALID', { field: 'id' })
  const { id: _id, version: _version, ...rest } = doc
  const json = JSON.stringify(rest)
  // Most documents pass this one look; the walk only finds the name of the culprit.
  if (/\\u0000|\\ud[89a-f]/.test(json)) refuseUnstorable(rest, [])
  return json
}

function refuseUnstorable(value: unknown, path: string[]): void {
  if (typeof value === 'string') {
    if (!isStorable(value)) throw new Refusal('INPUT_INVALID', { field: path.join('.') })
    return
  }
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    if (!isStorable(key)) throw new Refusal('INPUT_INVALID', { field: path.join('.') })
    refuseUnstorable(inner, [...path, key])
  }
}
