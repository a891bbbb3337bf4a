import { Refusal } from '#platform/kernel/refusal'
import type { Collection, Query, Scalar } from '#platform/kernel/store'
import { fieldTypeOf } from './fields'
import { isStorable } from './storable'

/** Where a page ended: the value of the order field and the id of its last document. */
export interface Position {
  value: Scalar
  id: string
}

const orderKey = (orderBy: Query['orderBy']) => (orderBy ? orderBy.join(' ') : 'id asc')

/** Opaque text for the client; it names the order it belongs to, so that it cannot be used with another one. */
export function encodeCursor(orderBy: Query['orderBy'], position: Position): string {
  return Buffer.from(JSON.stringify([orderKey(orderBy), position.value, position.id])).toString('base64url')
}

/** @throws Refusal INPUT_INVALID (field `after`) when the text is not a cursor of this order */
export function decodeCursor(c: Collection, orderBy: Query['orderBy'], text: string): Position {
  const refusal = new Refusal('INPUT_INVALID', { field: 'after' })
  let parts: unknown
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    throw refusal
  }
  if (!Array.isArray(parts) || parts.length !== 3 || parts[0] !== orderKey(orderBy)) throw refusal
  const [, value, id] = parts as unknown[]
  if (typeof id !== 'string' || !isStorable(id)) throw refusal
  const isInt = fieldTypeOf(c, orderBy?.[0] ?? 'id') === 'int'
  if (isInt) {
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw refusal
    return { value, id }
  }
  if (typeof value !== 'string' || !isStorable(value)) throw refusal
  return { value, id }
}
