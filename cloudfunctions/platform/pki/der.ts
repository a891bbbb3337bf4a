/**
 * ASN.1 in DER for writing (X.690 §10–11). What this file writes is canonical, so it may be signed as it is.
 */
export const EMPTY = Buffer.alloc(0)

type Content = Buffer | readonly Content[]

/** One element: identifier octet, definite minimal length, contents joined. */
export function tlv(tag: number, ...content: Content[]): Buffer {
  const parts: Buffer[] = [EMPTY]
  const length = collect(content, parts)
  parts[0] = derHeader(tag, length)
  return Buffer.concat(parts, parts[0].length + length)
}

function collect(content: readonly Content[], into: Buffer[]): number {
  let length = 0
  for (const item of content) {
    if (Buffer.isBuffer(item)) {
      into.push(item)
      length += item.length
    } else length += collect(item, into)
  }
  return length
}

/** Identifier and length octets alone: to know an element's size without building it. */
export function derHeader(tag: number, length: number): Buffer {
  if (length < 128) return Buffer.from([tag, length])
  const octets: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest & 255)
  return Buffer.from([tag, 0x80 | octets.length, ...octets])
}

export const sequence = (...content: Content[]): Buffer => tlv(0x30, ...content)
export const set = (...content: Content[]): Buffer => tlv(0x31, ...content)
/** SET OF: elements in ascending order of their encodings (X.690 §11.6); signatures over attributes depend on it. */
export const setOf = (items: readonly Buffer[]): Buffer =>
  tlv(
    0x31,
    [...items].sort((a, b) => Buffer.compare(a, b)),
  )
export const octetString = (bytes: Buffer): Buffer => tlv(0x04, bytes)
export const bitString = (bytes: Buffer, unusedBits = 0): Buffer =>
  tlv(0x03, Buffer.from([unusedBits]), bytes)
export const nullValue = (): Buffer => Buffer.from([0x05, 0x00])
export const boolean = (value: boolean): Buffer => Buffer.from([0x01, 0x01, value ? 0xff : 0x00])
export const utf8String = (text: string): Buffer => tlv(0x0c, Buffer.from(text, 'utf8'))
export const printableString = (text: string): Buffer => tlv(0x13, Buffer.from(text, 'latin1'))
export const ia5String = (text: string): Buffer => tlv(0x16, Buffer.from(text, 'latin1'))
export const enumerated = (value: number): Buffer => tlv(0x0a, minimal(BigInt(value)))
/** [n] around whole elements (EXPLICIT) or a constructed type (IMPLICIT). */
export const contextConstructed = (n: number, ...content: Content[]): Buffer => tlv(0xa0 | n, ...content)
/** [n] IMPLICIT over a primitive type's contents. */
export const contextPrimitive = (n: number, content: Buffer): Buffer => tlv(0x80 | n, content)
/** The same element with another identifier octet (IMPLICIT tagging, or SET OF ↔ [0] of CMS signed attributes). */
export const retag = (tag: number, element: Buffer): Buffer =>
  Buffer.concat([Buffer.from([tag]), element.subarray(1)])

/** INTEGER. A Buffer is taken as an unsigned big-endian number (serial numbers, key parts). */
export function integer(value: number | bigint | Buffer): Buffer {
  return tlv(0x02, Buffer.isBuffer(value) ? unsignedContent(value) : minimal(BigInt(value)))
}

function unsignedContent(bytes: Buffer): Buffer {
  let start = 0
  while (start < bytes.length - 1 && bytes[start] === 0) start++
  const trimmed = bytes.subarray(start)
  if (trimmed.length === 0) return Buffer.from([0])
  return (trimmed[0] as number) & 0x80 ? Buffer.concat([Buffer.from([0]), trimmed]) : trimmed
}

/** Shortest two's complement. */
function minimal(value: bigint): Buffer {
  let size = 1
  while (value < -(1n << BigInt(8 * size - 1)) || value >= 1n << BigInt(8 * size - 1)) size++
  const out = Buffer.alloc(size)
  let rest = BigInt.asUintN(8 * size, value)
  for (let i = size - 1; i >= 0; i--) {
    out[i] = Number(rest & 255n)
    rest >>= 8n
  }
  return out
}

const encodedOids = new Map<string, Buffer>()

/** OBJECT IDENTIFIER from dotted text. The few that are used again and again are encoded once. */
export function oid(dotted: string): Buffer {
  const known = encodedOids.get(dotted)
  if (known) return known
  const encoded = encodeOid(dotted)
  if (encodedOids.size < 500) encodedOids.set(dotted, encoded)
  return encoded
}

function encodeOid(dotted: string): Buffer {
  const arcs = dotted.split('.').map(BigInt)
  const [first, second, ...rest] = arcs
  if (first === undefined || second === undefined) throw new RangeError(`not an object identifier: ${dotted}`)
  return tlv(0x06, Buffer.from([first * 40n + second, ...rest].flatMap(base128)))
}

function base128(value: bigint): number[] {
  const out = [Number(value & 127n)]
  for (let rest = value >> 7n; rest > 0n; rest >>= 7n) out.unshift(Number(rest & 127n) | 0x80)
  return out
}

const digits = (date: Date): string => date.toISOString().replace(/[-:T]/g, '').slice(0, 14)
/** YYYYMMDDHHMMSSZ, whole seconds. */
export const generalizedTime = (date: Date): Buffer => tlv(0x18, Buffer.from(`${digits(date)}Z`))
/** Time of RFC 5280 §4.1.2.5: UTCTime through 2049, GeneralizedTime after. */
export function time(date: Date): Buffer {
  const year = date.getUTCFullYear()
  return year >= 1950 && year < 2050
    ? tlv(0x17, Buffer.from(`${digits(date).slice(2)}Z`))
    : generalizedTime(date)
}
