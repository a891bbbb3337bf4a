import { layout, type OutlineEntry } from '../../flow/layout'
import type { FlowDocument } from '../../flow/model'
import { writeDocument } from '../../pdf/document-writer'
import { MissingGlyphs, type FontSet } from '../../pdf/fonts/font-set'
import { evidencePackage, type EvidencePackage } from '../evidence-package'
import { createHash } from 'node:crypto'
import { reportDocument, reportTitle } from './report-document'

/** Name under which the package lies in the PDF. */
export const ATTACHMENT = 'evidence.json'

/** What is to be printed is no evidence package. */
export class NotEvidence extends Error {
  override name = 'NotEvidence'
}

/**
 * The report as an unsigned PDF with the package attached: a pure function of the JSON, the same bytes each time with
 * the same fonts, so that anybody can make it again and compare. Errors: NotEvidence, FontsMissing.
 */
export function reportPages(json: Buffer, fonts: FontSet): Buffer {
  const evidence = parse(json)
  const sha256 = createHash('sha256').update(json).digest('hex')
  const document = reportDocument({ evidence, sha256 })
  const { pages, outline } = layoutWhatIsThere(document, fonts)
  return writeDocument(pages, {
    fonts,
    info: {
      title: document.title,
      subject: reportTitle,
      creationDate: new Date(evidence.createdAt),
    },
    outline: outline.map(({ title, page, y }: OutlineEntry) => ({ title, page, y })),
    attachments: [
      {
        name: ATTACHMENT,
        mimeType: 'application/json',
        bytes: json,
        description: '证据数据 Evidence data',
        relationship: 'Source',
      },
    ],
  })
}

function parse(json: Buffer): EvidencePackage {
  try {
    const value: unknown = JSON.parse(json.toString('utf8'))
    if (evidencePackage.safeParse(value).success) return value as EvidencePackage
  } catch {
    // Told below.
  }
  throw new NotEvidence('not an evidence package')
}

/** Device names and file names may hold anything; what no font has is printed as its code point, `[U+1F600]`. */
function layoutWhatIsThere(document: FlowDocument, fonts: FontSet) {
  try {
    return layout(document, fonts)
  } catch (e) {
    if (!(e instanceof MissingGlyphs)) throw e
    const missing = new Set(e.characters)
    const readable = (text: string) =>
      [...text]
        .map((c) => (missing.has(c) ? `[U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase()}]` : c))
        .join('')
    return layout(withTexts(document, readable), fonts)
  }
}

/** The document with every text run passed through `change`. */
function withTexts<T>(value: T, change: (text: string) => string): T {
  if (Array.isArray(value)) return value.map((item: unknown) => withTexts(item, change)) as T
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, item]: [string, unknown]) => [
    key,
    key === 'text' && typeof item === 'string' ? change(item) : withTexts(item, change),
  ])
  return Object.fromEntries(entries) as T
}
