import { inflateRawSync } from 'node:zlib'

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_HEADER = 0x04034b50

/** What the central directory of a ZIP says of one file (APPNOTE 4.3.12). Sizes in bytes, as claimed. */
export interface ZipEntry {
  name: string
  packed: number
  size: number
  /** 0 stored, 8 deflated */
  method: number
  encrypted: boolean
  /** of the local header */
  offset: number
}

/** The files of a ZIP, at most `most` of them; nothing is unpacked. Null when there is no directory. */
export function zipDirectory(file: Buffer, most: number): ZipEntry[] | null {
  const end = endOfDirectory(file)
  if (end === null) return null
  const entries: ZipEntry[] = []
  let at = file.readUInt32LE(end + 16)
  while (entries.length < most && at + 46 <= file.length && file.readUInt32LE(at) === DIRECTORY_ENTRY) {
    const nameLength = file.readUInt16LE(at + 28)
    entries.push({
      name: file.toString('utf8', at + 46, at + 46 + nameLength),
      packed: file.readUInt32LE(at + 20),
      size: file.readUInt32LE(at + 24),
      method: file.readUInt16LE(at + 10),
      encrypted: (file.readUInt16LE(at + 8) & 1) === 1,
      offset: file.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
  return entries
}

/** The bytes of one file, never more than `most`; null when they cannot be unpacked within that. */
export function unpack(file: Buffer, entry: ZipEntry, most: number): Buffer | null {
  const { offset, packed, method } = entry
  if (offset + 30 > file.length || file.readUInt32LE(offset) !== LOCAL_HEADER) return null
  const start = offset + 30 + file.readUInt16LE(offset + 26) + file.readUInt16LE(offset + 28)
  if (start + packed > file.length) return null
  const data = file.subarray(start, start + packed)
  if (method === 0) return data.length <= most ? data : null
  if (method !== 8) return null
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, most) })
  } catch {
    return null
  }
}

/** The record stands at the end, before a comment of at most 64 KB. */
function endOfDirectory(file: Buffer): number | null {
  const first = Math.max(0, file.length - 22 - 65_535)
  for (let at = file.length - 22; at >= first; at -= 1)
    if (file.readUInt32LE(at) === END_OF_DIRECTORY) return at
  return null
}
