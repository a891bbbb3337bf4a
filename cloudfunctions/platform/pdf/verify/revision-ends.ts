import { isWhite } from '../lexer'
import { Parser } from '../parser'
import type { PdfReader } from '../reader'
import { afterEol, type Revision } from '../revisions'

/**
 * The reader's revisions with ends found more patiently: between the trailer and `startxref` some producers (iText)
 * write a comment line, which is white space by the syntax (ISO 32000-2 §7.2.4).
 */
export function revisionsWithEnds(reader: PdfReader): Revision[] {
  const revisions: Revision[] = []
  let start = 0
  for (const revision of reader.revisions) {
    const from = Math.max(...revision.sections.map((section) => (section.hybridPart ? 0 : section.end)))
    const eof = revision.eof ?? findEof(reader.bytes, from)
    const end = eof === null ? reader.bytes.length : afterEol(reader.bytes, eof)
    revisions.push({ ...revision, eof, start, end })
    start = end
  }
  return revisions
}

const MARKER = Buffer.from('%%EOF')

function findEof(bytes: Buffer, from: number): number | null {
  const parser = new Parser(bytes, from)
  skipBlankAndComments(parser)
  if (!parser.keyword('startxref')) return null
  skipBlankAndComments(parser)
  if (parser.unsigned(12) === null) return null
  skipBlankAndComments(parser)
  return bytes.subarray(parser.pos, parser.pos + MARKER.length).equals(MARKER)
    ? parser.pos + MARKER.length
    : null
}

/** White space and comments, but not the end-of-file marker, which is written as one. */
function skipBlankAndComments(parser: Parser): void {
  for (;;) {
    const c = parser.peek
    if (c === undefined) return
    if (isWhite(c)) parser.pos++
    else if (c === 0x25 && !parser.bytes.subarray(parser.pos, parser.pos + 5).equals(MARKER)) {
      while (parser.peek !== undefined && parser.peek !== 10 && parser.peek !== 13) parser.pos++
    } else return
  }
}
