const HEAD_ADJUSTMENT = 8
const MAGIC = 0xb1b0afba

/** A TrueType file of the given tables, with its checksums (OpenType, organization of an OpenType font). */
export function buildSfnt(tables: Readonly<Record<string, Buffer>>): Buffer {
  const tags = Object.keys(tables).sort()
  const count = tags.length
  const power = 2 ** Math.floor(Math.log2(count))
  const header = Buffer.alloc(12 + 16 * count)
  header.writeUInt32BE(0x00010000, 0)
  header.writeUInt16BE(count, 4)
  header.writeUInt16BE(16 * power, 6)
  header.writeUInt16BE(Math.log2(power), 8)
  header.writeUInt16BE(16 * (count - power), 10)
  const parts: Buffer[] = [header]
  let position = header.length
  let adjustmentAt = -1
  tags.forEach((tag, i) => {
    const table = tables[tag] as Buffer
    if (tag === 'head') {
      table.writeUInt32BE(0, HEAD_ADJUSTMENT)
      adjustmentAt = position + HEAD_ADJUSTMENT
    }
    header.write(tag, 12 + 16 * i, 'latin1')
    header.writeUInt32BE(checksum(table), 16 + 16 * i)
    header.writeUInt32BE(position, 20 + 16 * i)
    header.writeUInt32BE(table.length, 24 + 16 * i)
    const padding = -table.length & 3
    parts.push(table, Buffer.alloc(padding))
    position += table.length + padding
  })
  const file = Buffer.concat(parts, position)
  if (adjustmentAt >= 0) file.writeUInt32BE((MAGIC - checksum(file)) >>> 0, adjustmentAt)
  return file
}

function checksum(bytes: Buffer): number {
  let sum = 0
  const whole = bytes.length & ~3
  for (let i = 0; i < whole; i += 4) sum = (sum + bytes.readUInt32BE(i)) >>> 0
  if (whole < bytes.length) {
    const rest = Buffer.alloc(4)
    bytes.copy(rest, 0, whole)
    sum = (sum + rest.readUInt32BE(0)) >>> 0
  }
  return sum
}
