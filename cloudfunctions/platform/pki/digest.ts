import { createHash } from 'node:crypto'
import * as der from './der'
import type { DigestAlgorithm } from './keys'
import { OID } from './oids'

export const digestBytes = (algorithm: DigestAlgorithm, data: Buffer): Buffer =>
  createHash(algorithm).update(data).digest()

/** AlgorithmIdentifier of a digest without parameters (RFC 5754 §2; GM/T 0006). */
export const digestId = (algorithm: DigestAlgorithm): Buffer => der.sequence(der.oid(OID[algorithm]))
