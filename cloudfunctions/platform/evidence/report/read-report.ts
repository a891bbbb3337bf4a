import { isDict, isStream, isString } from '../../pdf/objects'
import { PdfReader } from '../../pdf/reader'
import { decodeTextString } from '../../pdf/text-string'
import { ATTACHMENT } from './report-pages'

/** Names a document may list before the search ends. */
const MAX_NAMES = 64

/** The evidence package inside a report, as bytes; null when there is none or more than one. Never throws. */
export function attachedEvidence(pdf: Buffer): Buffer | null {
  try {
    const reader = PdfReader.open(pdf)
    const names = reader.getDict(reader.catalog, 'Names')
    const tree = names && reader.getDict(names, 'EmbeddedFiles')
    const list = (tree && reader.getArray(tree, 'Names')) ?? []
    const found: Buffer[] = []
    for (let i = 0; i + 1 < list.length && i < 2 * MAX_NAMES; i += 2) {
      const key = reader.resolve(list[i])
      if (!isString(key) || decodeTextString(key) !== ATTACHMENT) continue
      const file = reader.resolve(list[i + 1])
      const embedded = isDict(file) ? reader.getDict(file, 'EF') : null
      const stream = embedded ? reader.get(embedded, 'F') : null
      if (isStream(stream)) found.push(reader.decode(stream))
    }
    return found.length === 1 ? (found[0] ?? null) : null
  } catch {
    return null
  }
}
