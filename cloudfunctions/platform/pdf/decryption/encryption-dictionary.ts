import { PdfError } from '../errors'
import { PdfDict, PdfName, PdfString, type PdfValue } from '../objects'

/** How strings or streams are encrypted: not at all, RC4, AES-128 or AES-256 in CBC mode. */
export type CryptMethod = 'identity' | 'rc4' | 'aes-128' | 'aes-256'

/** What the encryption dictionary of the standard security handler says (ISO 32000-2 §7.6.4), checked and bounded. */
export interface EncryptionScheme {
  /** /R: 2 to 4 derive the key by MD5, 5 and 6 carry it encrypted */
  revision: 2 | 3 | 4 | 5 | 6
  /** lengths of the file key in bytes, the likeliest first: the password check tells the right one */
  keyLengths: number[]
  /** /O, /U: 32 bytes each, 48 from revision 5 on */
  owner: Buffer
  user: Buffer
  /** /UE, 32 bytes; empty before revision 5 */
  userKey: Buffer
  /** /P as a signed 32-bit integer */
  permissions: number
  encryptMetadata: boolean
  /** the first element of the trailer's /ID; empty when there is none */
  id: Buffer
  strings: CryptMethod
  streams: CryptMethod
  embeddedFiles: CryptMethod
  /** crypt filters that a stream may name */
  filters: Record<string, CryptMethod>
}

const MAX_FILTERS = 32
const MAX_ID = 1024

/**
 * Reads /Encrypt and the trailer's /ID. Errors (PdfError): `unsupported` for a handler or version this engine does not
 * know, `damaged` for entries that are missing or of a wrong kind, `limit`.
 */
export function readEncryption(encrypt: PdfValue, id: PdfValue | undefined): EncryptionScheme {
  if (!(encrypt instanceof PdfDict)) throw new PdfError('damaged', 'no encryption dictionary')
  if (nameOf(encrypt.get('Filter')) !== 'Standard')
    throw new PdfError('unsupported', 'encryption is not by password')
  const version = encrypt.get('V') ?? 0
  const revision = encrypt.get('R')
  if (!isKnown(version, revision)) throw new PdfError('unsupported', 'encryption version')
  const modern = revision === 5 || revision === 6
  const hash = modern ? 48 : 32
  const permissions = encrypt.get('P')
  if (typeof permissions !== 'number' || !Number.isSafeInteger(permissions))
    throw new PdfError('damaged', 'encryption /P')
  const first = Array.isArray(id) ? id[0] : undefined
  const fileId = first instanceof PdfString ? first.bytes : Buffer.alloc(0)
  if (fileId.length > MAX_ID) throw new PdfError('limit', 'length of /ID')
  return {
    revision,
    keyLengths: keyLengths(version as number, revision, encrypt.get('Length')),
    owner: bytesOf(encrypt, 'O', hash),
    user: bytesOf(encrypt, 'U', hash),
    userKey: modern ? bytesOf(encrypt, 'UE', 32) : Buffer.alloc(0),
    permissions: permissions | 0, // some producers write it unsigned
    encryptMetadata: encrypt.get('EncryptMetadata') !== false,
    id: fileId,
    ...methods(encrypt, version as number),
  }
}

function isKnown(version: PdfValue, revision: PdfValue | undefined): revision is 2 | 3 | 4 | 5 | 6 {
  if (version === 1 || version === 2) return revision === 2 || revision === 3
  if (version === 4) return revision === 4
  return version === 5 && (revision === 5 || revision === 6)
}

function keyLengths(version: number, revision: number, bits: PdfValue | undefined): number[] {
  if (version === 5) return [32]
  if (version === 1 || revision === 2) return [5]
  const stated = bits ?? (version === 4 ? 128 : 40)
  if (typeof stated !== 'number' || !Number.isInteger(stated) || stated % 8 !== 0)
    throw new PdfError('damaged', 'encryption /Length')
  if (version === 4) return stated >= 40 && stated < 128 ? [16, stated / 8] : [16]
  if (stated < 40 || stated > 128) throw new PdfError('damaged', 'encryption /Length')
  return [stated / 8]
}

function bytesOf(encrypt: PdfDict, key: string, length: number): Buffer {
  const value = encrypt.get(key)
  // Longer ones are padded; what is behind counts for nobody.
  if (!(value instanceof PdfString) || value.bytes.length < length)
    throw new PdfError('damaged', `encryption /${key}`)
  return value.bytes.subarray(0, length)
}

type Methods = Pick<EncryptionScheme, 'strings' | 'streams' | 'embeddedFiles' | 'filters'>

function methods(encrypt: PdfDict, version: number): Methods {
  if (version < 4) return { strings: 'rc4', streams: 'rc4', embeddedFiles: 'rc4', filters: {} }
  const filters = cryptFilters(encrypt.get('CF'), version)
  const named = (key: string, fallback: CryptMethod): CryptMethod => {
    const value = encrypt.get(key)
    return value === undefined ? fallback : methodNamed(filters, nameOf(value))
  }
  const streams = named('StmF', 'identity')
  return { strings: named('StrF', 'identity'), streams, embeddedFiles: named('EFF', streams), filters }
}

/** Error: PdfError `damaged` for a crypt filter that the file does not define. */
export function methodNamed(filters: EncryptionScheme['filters'], filter: string): CryptMethod {
  if (filter === 'Identity') return 'identity'
  const method = Object.hasOwn(filters, filter) ? filters[filter] : undefined
  if (!method) throw new PdfError('damaged', 'crypt filter is not defined')
  return method
}

function cryptFilters(value: PdfValue | undefined, version: number): EncryptionScheme['filters'] {
  if (value === undefined || value === null) return {}
  if (!(value instanceof PdfDict)) throw new PdfError('damaged', 'encryption /CF')
  if (value.entries.size > MAX_FILTERS) throw new PdfError('limit', 'crypt filters')
  return Object.fromEntries([...value.entries].map(([filter, dict]) => [filter, methodOf(dict, version)]))
}

function methodOf(filter: PdfValue, version: number): CryptMethod {
  const method = filter instanceof PdfDict ? nameOf(filter.get('CFM')) : ''
  if (version === 4 && method === 'V2') return 'rc4'
  if (version === 4 && method === 'AESV2') return 'aes-128'
  if (version === 5 && method === 'AESV3') return 'aes-256'
  throw new PdfError('unsupported', 'crypt filter method')
}

const nameOf = (value: PdfValue | undefined): string => (value instanceof PdfName ? value.value : '')
