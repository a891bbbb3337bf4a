import { decodeFilters } from './filters'
import { isWhite } from './lexer'
import { PdfStream, type PdfValue } from './objects'
import type { PdfReader } from './reader'

/** How far a page's content leaves the stack of graphics states: `lowest` ≤ 0 within it, `end` after it. */
export interface StateBalance {
  lowest: number
  end: number
}

/** Decoded bytes of one page that are looked through; more is a drawing that no office program made. */
const MAX_CONTENT = 64 << 20

/**
 * Counts q and Q of a page's content (ISO 32000-2 §8.4.2). Real files leave states open or close more than they opened;
 * what is drawn over such a page would be moved, scaled or clipped. Content that cannot be decoded counts as balanced.
 */
export function stateBalance(reader: PdfReader, contents: readonly PdfValue[]): StateBalance {
  const balance = { lowest: 0, end: 0 }
  try {
    let left = MAX_CONTENT
    const parts: Buffer[] = []
    for (const item of contents) {
      const stream = reader.resolve(item)
      if (!(stream instanceof PdfStream)) continue
      const bytes = decode(reader, stream, left)
      left -= bytes.length
      parts.push(bytes, Buffer.from('\n'))
    }
    count(parts.length === 2 ? (parts[0] as Buffer) : Buffer.concat(parts), balance)
  } catch {
    return { lowest: 0, end: 0 }
  }
  return balance
}

/** Not counted among what the reader may inflate for objects: that bound is for the file, this one for a page. */
function decode(reader: PdfReader, { dict, raw }: PdfStream, limit: number): Buffer {
  const resolved = (key: string): PdfValue => {
    const value = reader.get(dict, key)
    return Array.isArray(value) ? value.map((item) => reader.resolve(item)) : value
  }
  return decodeFilters(raw, resolved('Filter'), resolved('DecodeParms'), limit)
}

const isDelimiter = (byte: number | undefined): boolean =>
  byte === undefined || isWhite(byte) || '()<>[]{}/%'.includes(String.fromCharCode(byte))

function count(bytes: Buffer, balance: StateBalance): void {
  let at = 0
  while (at < bytes.length) {
    const byte = bytes[at] as number
    if (byte === 0x28) at = stringEnd(bytes, at)
    else if (byte === 0x25) at = lineEnd(bytes, at)
    else if (byte === 0x2f) at = wordEnd(bytes, at + 1)
    else if (isDelimiter(byte)) at++
    else {
      const end = wordEnd(bytes, at)
      if (end === at + 1) {
        if (byte === 0x71) balance.end++
        else if (byte === 0x51) balance.lowest = Math.min(balance.lowest, --balance.end)
      } else if (end === at + 2 && byte === 0x49 && bytes[at + 1] === 0x44) {
        at = imageEnd(bytes, end)
        continue
      }
      at = end
    }
  }
}

function wordEnd(bytes: Buffer, at: number): number {
  let end = at
  while (end < bytes.length && !isDelimiter(bytes[end])) end++
  return end
}

function lineEnd(bytes: Buffer, at: number): number {
  let end = at
  while (end < bytes.length && bytes[end] !== 10 && bytes[end] !== 13) end++
  return end
}

function stringEnd(bytes: Buffer, start: number): number {
  let depth = 0
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === 0x5c) at++
    else if (byte === 0x28) depth++
    else if (byte === 0x29 && --depth === 0) return at + 1
  }
  return bytes.length
}

/** The data of an inline image end at an EI between white space (§8.9.7). */
function imageEnd(bytes: Buffer, start: number): number {
  for (let at = bytes.indexOf('EI', start); at >= 0; at = bytes.indexOf('EI', at + 2))
    if (isWhite(bytes[at - 1]) && isDelimiter(bytes[at + 2])) return at + 2
  return bytes.length
}
