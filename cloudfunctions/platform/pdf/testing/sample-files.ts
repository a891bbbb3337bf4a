import { deflateSync } from 'node:zlib'

/** Small PDFs of every cross-reference flavour and page form, built byte by byte so that the tests know what is in them. */
export interface SampleOptions {
  flavour?: 'table' | 'stream' | 'hybrid'
  pages?: number
  mediaBox?: [number, number, number, number]
  cropBox?: [number, number, number, number]
  rotate?: 0 | 90 | 180 | 270
  userUnit?: number
  /** bytes of incompressible filler in a stream nobody uses */
  filler?: number
  /** additional catalogue entries in PDF syntax */
  catalog?: string
  /** additional page entries in PDF syntax */
  page?: string
  /** objects (PDF syntax) numbered after all others; their first number is passed in */
  extra?: (first: number) => string[]
}

export function samplePdf(options: SampleOptions = {}): Buffer {
  const { flavour = 'table', pages = 2 } = options
  const box = (options.mediaBox ?? [0, 0, 595, 842]).join(' ')
  const objects: (string | Buffer)[] = []
  const firstPage = 4
  const kids = Array.from({ length: pages }, (_, i) => `${firstPage + 2 * i} 0 R`).join(' ')
  objects[1] = `<</Type/Catalog/Pages 2 0 R${options.catalog ?? ''}>>`
  objects[2] = `<</Type/Pages/Count ${pages}/Kids[${kids}]/MediaBox[${box}]>>`
  objects[3] = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>'
  for (let i = 0; i < pages; i++) {
    const entries = [
      options.cropBox && `/CropBox[${options.cropBox.join(' ')}]`,
      options.rotate && `/Rotate ${options.rotate}`,
      options.userUnit && `/UserUnit ${options.userUnit}`,
      options.page,
    ].filter(Boolean)
    objects[firstPage + 2 * i] =
      `<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 3 0 R>>>>/Contents ${firstPage + 2 * i + 1} 0 R${entries.join('')}>>`
    const [x, y] = options.cropBox ?? options.mediaBox ?? [0, 0]
    const text = `BT /F1 24 Tf ${x + 72} ${y + 400} Td (Page ${i + 1}) Tj ET`
    objects[firstPage + 2 * i + 1] = `<</Length ${text.length}>>\nstream\n${text}\nendstream`
  }
  const next = firstPage + 2 * pages
  for (const object of options.extra?.(next) ?? []) objects.push(object)
  if (options.filler) {
    const noise = pseudoRandom(options.filler)
    objects.push(
      Buffer.concat([
        Buffer.from(`<</Length ${noise.length}>>\nstream\n`),
        noise,
        Buffer.from('\nendstream'),
      ]),
    )
  }
  return write(objects, flavour)
}

function pseudoRandom(size: number): Buffer {
  const out = Buffer.allocUnsafe(size)
  let state = 12345
  for (let i = 0; i < size; i++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    out[i] = state >>> 24
  }
  return out
}

function write(objects: (string | Buffer)[], flavour: 'table' | 'stream' | 'hybrid'): Buffer {
  const parts: Buffer[] = []
  let position = 0
  const push = (data: string | Buffer) => {
    const bytes = typeof data === 'string' ? Buffer.from(data, 'latin1') : data
    parts.push(bytes)
    position += bytes.length
  }
  push('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n')
  const offsets: number[] = []
  const compressed = new Map<number, number>()
  const packed: number[] = []
  objects.forEach((object, num) => {
    const isStream = Buffer.isBuffer(object) || object.includes('stream\n')
    // Hybrid files hide only what old readers can do without: here the font.
    if ((flavour === 'stream' && !isStream) || (flavour === 'hybrid' && num === 3)) {
      compressed.set(num, packed.length)
      packed.push(num)
      return
    }
    offsets[num] = position
    push(`${num} 0 obj\n`)
    push(object)
    push('\nendobj\n')
  })
  let size = objects.length
  let container = 0
  if (packed.length > 0) {
    container = size++
    const bodies = packed.map((num) => `${String(objects[num])} `)
    let at = 0
    const header = packed
      .map((num, i) => {
        const entry = `${num} ${at}`
        at += (bodies[i] as string).length
        return entry
      })
      .join(' ')
    const data = deflateSync(Buffer.from(`${header} ${bodies.join('')}`, 'latin1'))
    offsets[container] = position
    push(
      `${container} 0 obj\n<</Type/ObjStm/N ${packed.length}/First ${header.length + 1}/Filter/FlateDecode/Length ${data.length}>>\nstream\n`,
    )
    push(data)
    push('\nendstream\nendobj\n')
  }
  const id = '/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]'
  if (flavour === 'table') {
    const xref = position
    push(table(offsets, size))
    push(`trailer\n<</Size ${size}/Root 1 0 R${id}>>\nstartxref\n${xref}\n%%EOF\n`)
    return Buffer.concat(parts)
  }
  const streamNum = size++
  const streamOffset = position
  const rows = Buffer.alloc(7 * size)
  for (let num = 0; num < size; num++) {
    const index = compressed.get(num)
    const offset = num === streamNum ? streamOffset : offsets[num]
    rows[7 * num] = index !== undefined ? 2 : offset === undefined ? 0 : 1
    rows.writeUInt32BE(index !== undefined ? container : (offset ?? 0), 7 * num + 1)
    rows.writeUInt16BE(index ?? (num === 0 ? 65535 : 0), 7 * num + 5)
  }
  const data = deflateSync(rows)
  push(
    `${streamNum} 0 obj\n<</Type/XRef/W[1 4 2]/Size ${size}/Root 1 0 R${id}/Filter/FlateDecode/Length ${data.length}>>\nstream\n`,
  )
  push(data)
  push('\nendstream\nendobj\n')
  if (flavour === 'stream') {
    push(`startxref\n${streamOffset}\n%%EOF\n`)
    return Buffer.concat(parts)
  }
  const xref = position
  push(table(offsets, size))
  push(`trailer\n<</Size ${size}/Root 1 0 R${id}/XRefStm ${streamOffset}>>\nstartxref\n${xref}\n%%EOF\n`)
  return Buffer.concat(parts)
}

function table(offsets: number[], size: number): string {
  let out = `xref\n0 ${size}\n`
  for (let num = 0; num < size; num++) {
    const offset = offsets[num]
    out +=
      offset === undefined
        ? `0000000000 ${num === 0 ? '65535' : '00000'} f\r\n`
        : `${String(offset).padStart(10, '0')} 00000 n\r\n`
  }
  return out
}
