import { isDict, isRef, isString, name, PdfDict, type PdfRef, type PdfValue } from '../../objects'
import { PdfReader } from '../../reader'
import { decodeTextString } from '../../text-string'
import { IncrementalUpdate } from '../../writer'

/** Somebody with the file but without a key: appends updates that no signature covers. */
export class Attacker {
  readonly reader: PdfReader
  readonly update: IncrementalUpdate

  constructor(private readonly file: Buffer) {
    this.reader = PdfReader.open(file)
    this.update = new IncrementalUpdate(this.reader)
  }

  page(index: number): { ref: PdfRef; dict: PdfDict } {
    return this.reader.page(index)
  }

  /** A form field (or widget) by its name. */
  field(title: string): { ref: PdfRef; dict: PdfDict } {
    const form = this.reader.getDict(this.reader.catalog, 'AcroForm')
    for (const ref of (form && this.reader.getArray(form, 'Fields')) ?? []) {
      const dict = this.reader.resolve(ref)
      if (!isRef(ref) || !isDict(dict)) continue
      const text = this.reader.get(dict, 'T')
      if (isString(text) && decodeTextString(text) === title) return { ref, dict }
    }
    throw new Error(`no field ${title}`)
  }

  /** A picture that covers what lies under it. */
  overlay(): PdfRef {
    const form = PdfDict.of({ Type: name('XObject'), Subtype: name('Form'), BBox: [0, 0, 300, 60] })
    return this.update.add(form, Buffer.from('1 1 1 rg 0 0 300 60 re f'))
  }

  change(ref: PdfRef, dict: PdfDict, entries: Record<string, PdfValue>): this {
    const copy = dict.copy()
    for (const [key, value] of Object.entries(entries)) copy.set(key, value)
    this.update.set(ref, copy)
    return this
  }

  addAnnotation(page: number, annotation: PdfDict): this {
    const { ref, dict } = this.page(page)
    const list = this.reader.getArray(dict, 'Annots') ?? []
    return this.change(ref, dict, { Annots: [...list, this.update.add(annotation)] })
  }

  save(): Buffer {
    return Buffer.concat([this.file, this.update.build().append])
  }
}

/** Appends objects as text, with a cross-reference table that continues the file: for what a writer would not write. */
export function appendRaw(file: Buffer, objects: Record<number, string>, trailer = ''): Buffer {
  const reader = PdfReader.open(file)
  let text = '\n'
  const rows: string[] = []
  for (const [num, body] of Object.entries(objects)) {
    rows.push(`${num} 1\n${String(file.length + text.length).padStart(10, '0')} 00000 n\r\n`)
    text += `${num} 0 obj\n${body}\nendobj\n`
  }
  const at = file.length + text.length
  const prev = trailer.includes('/Prev') ? '' : `/Prev ${reader.startxref}`
  const root = `/Root ${reader.catalogRef.num} 0 R`
  text += `xref\n${rows.join('')}trailer\n<</Size 9999${root}${prev}${trailer}>>\nstartxref\n${at}\n%%EOF\n`
  return Buffer.concat([file, Buffer.from(text, 'latin1')])
}

/** Offsets of the last signature's /Contents digits and /ByteRange in a file. */
export function lastSignature(file: Buffer): { contents: [start: number, end: number]; byteRange: number } {
  const byteRange = file.lastIndexOf('/ByteRange')
  const start = file.lastIndexOf('/Contents<') + '/Contents<'.length
  const spaced = file.lastIndexOf('/Contents <') + '/Contents <'.length
  const from = Math.max(start, spaced)
  return { contents: [from, file.indexOf('>', from)], byteRange }
}
