import { name, PdfDict } from './objects'
import { pdfDate, textString } from './text-string'

export interface DocumentInfo {
  title?: string
  author?: string
  subject?: string
  /** left out when absent: the same document then has the same bytes whenever it is made */
  creationDate?: Date
}

const PRODUCER = 'Qianli'

/** The information dictionary (ISO 32000-2 §14.3.3). */
export function infoDict({ title, author, subject, creationDate }: DocumentInfo): PdfDict {
  return PdfDict.of({
    Title: title === undefined ? undefined : textString(title),
    Author: author === undefined ? undefined : textString(author),
    Subject: subject === undefined ? undefined : textString(subject),
    Producer: textString(PRODUCER),
    CreationDate: creationDate && textString(pdfDate(creationDate)),
    ModDate: creationDate && textString(pdfDate(creationDate)),
  })
}

/** The same as XMP (ISO 16684-1), unpacked so that tools that know no PDF find it. */
export function metadataStream(info: DocumentInfo, language: string): { dict: PdfDict; stream: Buffer } {
  const lines = [
    '<dc:format>application/pdf</dc:format>',
    `<dc:language><rdf:Bag><rdf:li>${escapeXml(language)}</rdf:li></rdf:Bag></dc:language>`,
    info.title !== undefined && `<dc:title>${alternative(info.title)}</dc:title>`,
    info.author !== undefined &&
      `<dc:creator><rdf:Seq><rdf:li>${escapeXml(info.author)}</rdf:li></rdf:Seq></dc:creator>`,
    info.subject !== undefined && `<dc:description>${alternative(info.subject)}</dc:description>`,
    info.creationDate && `<xmp:CreateDate>${xmpDate(info.creationDate)}</xmp:CreateDate>`,
    info.creationDate && `<xmp:ModifyDate>${xmpDate(info.creationDate)}</xmp:ModifyDate>`,
    `<pdf:Producer>${PRODUCER}</pdf:Producer>`,
  ].filter(Boolean)
  const text = `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
${lines.join('\n')}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>`
  return {
    dict: PdfDict.of({ Type: name('Metadata'), Subtype: name('XML') }),
    stream: Buffer.from(text, 'utf8'),
  }
}

const alternative = (text: string): string =>
  `<rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(text)}</rdf:li></rdf:Alt>`

const xmpDate = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`

/** Characters that XML 1.0 does not know at all (§2.2) are left out. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
}
