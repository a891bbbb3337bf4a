import { createHash, type Hash } from 'node:crypto'

/** Bytes that CMS takes of a SHAKE (RFC 8702 §3.1). */
const SHAKE_BYTES: Record<string, number> = { shake128: 32, shake256: 64 }

/** A hash by node's name, with the output length that signatures use. */
export function newHash(name: string): Hash {
  const outputLength = SHAKE_BYTES[name]
  return outputLength === undefined ? createHash(name) : createHash(name, { outputLength })
}
