import { createHash, type Hash } from 'node:crypto'

/** Bytes that CMS takes of a SHAKE (RFC 8702 §3.1). */
const SHAKE_BYTES: Record<string, number> = { shake128: 32, shake256: 64 }

/** A hash by node's name, with the output length that signatures use. */
export function newHash(name: string): Hash {
  const outputLength = SHAKE_BYTES[name]
  return outputLength === undefined ? createHash(name) : createHash(name, { outputLength })
}

/** The same state of a hash once more. A copy forgets the output length unless it is told again. */
export function copyHash(name: string, hash: Hash): Hash {
  const outputLength = SHAKE_BYTES[name]
  return outputLength === undefined ? hash.copy() : hash.copy({ outputLength })
}

/** The output length, in bytes, of a digest that signatures use with one length only; null for others. */
export const fixedLength = (name: string): number | null => SHAKE_BYTES[name] ?? null
