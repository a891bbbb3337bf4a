import { PdfString } from './objects'

/** A text string (ISO 32000-2 §7.9.2): ASCII as it is, anything else UTF-16BE with BOM, which every viewer shows. */
export function textString(text: string): PdfString {
  if (/^[\x20-\x7e]*$/.test(text)) return new PdfString(Buffer.from(text, 'latin1'), false)
  return new PdfString(
    Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, 'utf16le').swap16()]),
    true,
  )
}

/** Reads a text string: UTF-16 (both orders), UTF-8 with BOM (PDF 2.0), else PDFDocEncoding. */
export function decodeTextString(value: PdfString): string {
  const { bytes } = value
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    const even = Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)))
    return even.swap16().toString('utf16le')
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString('utf16le')
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3).toString('utf8')
  let text = ''
  for (const byte of bytes) text += PDF_DOC[byte] ?? String.fromCharCode(byte)
  return text
}

// PDFDocEncoding differs from Latin-1 only here (ISO 32000-2 annex D.3).
const PDF_DOC: Record<number, string> = {}
const put = (from: number, chars: string) => [...chars].forEach((c, i) => (PDF_DOC[from + i] = c))
put(0x18, '˘ˇˆ˙˝˛˚˜')
put(0x80, '•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž')
put(0xa0, '€')

/** A PDF date string in UTC, `D:YYYYMMDDHHmmSSZ` (ISO 32000-2 §7.9.4). */
export function pdfDate(date: Date): string {
  return `D:${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`
}

/** Reads a PDF date; null when it is not one. */
export function parsePdfDate(text: string): Date | null {
  const match =
    /^(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([+\-Z])(?:(\d\d)'?(?:(\d\d)'?)?)?)?/.exec(text)
  if (!match) return null
  const part = (i: number, fallback: number) => (match[i] === undefined ? fallback : Number(match[i]))
  const utc = Date.UTC(part(1, 0), part(2, 1) - 1, part(3, 1), part(4, 0), part(5, 0), part(6, 0))
  const sign = match[7] === '-' ? 1 : match[7] === '+' ? -1 : 0
  const date = new Date(utc + sign * (part(8, 0) * 60 + part(9, 0)) * 60_000)
  return Number.isNaN(date.getTime()) ? null : date
}
