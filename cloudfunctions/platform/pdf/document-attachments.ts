import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import type { ObjectSink } from './object-sink'
import { name, PdfDict, type PdfRef, PdfString } from './objects'
import { pdfDate, textString } from './text-string'

/** A file inside the file (ISO 32000-2 §7.11.4, §14.13). */
export interface Attachment {
  /** file name as viewers show it; unique in the document */
  name: string
  mimeType: string
  bytes: Buffer
  description?: string
  relationship: 'Source' | 'Data' | 'Alternative' | 'Supplement' | 'Unspecified'
}

/** Puts files into the catalogue: found by name by any viewer, and as associated files of the whole document. */
export function attachFiles(
  sink: ObjectSink,
  catalog: PdfDict,
  attachments: readonly Attachment[],
  date?: Date,
): void {
  if (attachments.length === 0) return
  const files = attachments
    .map((attachment) => ({ key: textString(attachment.name), ref: addFile(sink, attachment, date) }))
    .sort((a, b) => Buffer.compare(a.key.bytes, b.key.bytes))
  for (const [i, { key }] of files.entries())
    if (i > 0 && files[i - 1]?.key.bytes.equals(key.bytes)) throw new TypeError('two attachments of one name')
  const tree = PdfDict.of({ Names: files.flatMap(({ key, ref }): [PdfString, PdfRef] => [key, ref]) })
  catalog.set('Names', PdfDict.of({ EmbeddedFiles: sink.add(tree) })).set(
    'AF',
    files.map(({ ref }) => ref),
  )
}

function addFile(sink: ObjectSink, attachment: Attachment, date: Date | undefined): PdfRef {
  const { bytes, mimeType, relationship, description } = attachment
  const packed = deflateSync(bytes)
  const dict = PdfDict.of({
    Type: name('EmbeddedFile'),
    Subtype: name(mimeType),
    Params: PdfDict.of({
      Size: bytes.length,
      CheckSum: new PdfString(createHash('md5').update(bytes).digest()),
      ModDate: date && textString(pdfDate(date)),
    }),
  })
  // Pictures and archives are packed already.
  const smaller = packed.length < 0.95 * bytes.length
  const file = smaller ? sink.add(dict.set('Filter', name('FlateDecode')), packed) : sink.add(dict, bytes)
  return sink.add(
    PdfDict.of({
      Type: name('Filespec'),
      F: textString(attachment.name),
      UF: textString(attachment.name),
      Desc: description === undefined ? undefined : textString(description),
      AFRelationship: name(relationship),
      EF: PdfDict.of({ F: file, UF: file }),
    }),
  )
}
