import { isWhite } from './lexer'
import { Parser } from './parser'
import type { XrefSection } from './xref'

/**
 * One saved state of the file: everything up to `end` is what a reader saw at that time. `start` is where its own
 * bytes begin (the end of the revision before).
 */
export interface Revision {
  /** 0 is the oldest */
  index: number
  /** newest first; more than one in linearized and hybrid files */
  sections: XrefSection[]
  start: number
  /** just after `%%EOF`; null when the marker is missing */
  eof: number | null
  /** after `%%EOF` and one end-of-line if there is one; the file's end when the marker is missing */
  end: number
}

/**
 * Groups the /Prev chain (newest section first) into revisions. Sections belong together when a newer one stands
 * before the one it continues: that is a linearized file's first-page section, or a hybrid's stream.
 */
export function groupRevisions(bytes: Buffer, chain: readonly XrefSection[]): Revision[] {
  const groups: XrefSection[][] = []
  for (const section of chain) {
    const group = groups[groups.length - 1]
    const linearized = group?.[0] && group.every((other) => other.offset < section.offset)
    if (group && (section.hybridPart || linearized)) group.push(section)
    else groups.push([section])
  }
  const revisions: Revision[] = []
  let start = 0
  groups.reverse().forEach((sections, index) => {
    const from = Math.max(...sections.map((section) => (section.hybridPart ? 0 : section.end)))
    const eof = findEof(bytes, from)
    const end = eof === null ? bytes.length : afterEol(bytes, eof)
    revisions.push({ index, sections, start, eof, end })
    start = end
  })
  return revisions
}

const MARKER = Buffer.from('%%EOF')

/**
 * After a section: `startxref`, a number, `%%EOF`. Gives the offset just behind the marker. Some producers (iText)
 * write a comment line before `startxref`, which is white space by the syntax (ISO 32000-2 §7.2.4).
 */
function findEof(bytes: Buffer, from: number): number | null {
  const parser = new Parser(bytes, from)
  skipBlankAndComments(parser)
  if (!parser.keyword('startxref')) return null
  skipBlankAndComments(parser)
  if (parser.unsigned(12) === null) return null
  skipBlankAndComments(parser)
  return isMarker(parser) ? parser.pos + MARKER.length : null
}

const isMarker = (parser: Parser): boolean =>
  parser.bytes.subarray(parser.pos, parser.pos + MARKER.length).equals(MARKER)

/** White space and comments, but not the end-of-file marker, which is written as one. */
function skipBlankAndComments(parser: Parser): void {
  for (;;) {
    const c = parser.peek
    if (c === undefined) return
    if (isWhite(c)) parser.pos++
    else if (c === 0x25 && !isMarker(parser)) {
      while (parser.peek !== undefined && parser.peek !== 10 && parser.peek !== 13) parser.pos++
    } else return
  }
}

export function afterEol(bytes: Buffer, offset: number): number {
  if (bytes[offset] === 13) return bytes[offset + 1] === 10 ? offset + 2 : offset + 1
  return bytes[offset] === 10 ? offset + 1 : offset
}
