import { PdfError } from '../errors'
import type { PdfReader } from '../reader'
import { isWhite } from '../lexer'
import type { Revision } from '../revisions'
import type { Change } from './changes/change'
import { compareRevisions } from './changes/compare-revisions'
import { ObjectRoles } from './changes/object-roles'
import type { SignedRange } from './signed-range'

/** What a later revision did: `revision` is its index. */
export interface Transition {
  revision: number
  changes: Change[]
}

/** The saved states of a file and what each changed. Readers of earlier states are opened once. */
export class RevisionHistory {
  /** oldest first */
  readonly revisions: readonly Revision[]
  private readonly readers = new Map<number, PdfReader>()

  constructor(
    private readonly bytes: Buffer,
    private readonly current: PdfReader,
  ) {
    this.revisions = current.revisions
  }

  get last(): number {
    return this.revisions.length - 1
  }

  /** The file as it was at the end of a revision. Error: PdfError. */
  readerAt(index: number): PdfReader {
    if (index >= this.last) return this.current
    const known = this.readers.get(index)
    if (known) return known
    const end = this.revisions[index]?.end ?? 0
    const reader = this.current.upTo(end)
    this.readers.set(index, reader)
    return reader
  }

  /** The revision that a signed range ends with; null when it ends anywhere else. */
  revisionOf(range: SignedRange): number | null {
    if (isBlank(this.bytes, range.end, this.bytes.length) && range.end <= this.bytes.length) return this.last
    for (const revision of this.revisions) {
      if (revision.eof === null || range.end < revision.eof) continue
      if (isBlank(this.bytes, revision.eof, range.end)) return revision.index
    }
    return null
  }

  /** Does everything up to the end of the file belong to the chain of revisions? */
  get endsCleanly(): boolean {
    const last = this.revisions[this.last]
    return last !== undefined && isBlank(this.bytes, last.end, this.bytes.length)
  }

  /** Is the state at a revision's end, read by itself, the one that the later revisions continue? */
  continues(index: number): boolean {
    const alone = this.readerAt(index)
    const end = this.revisions[index]?.end ?? 0
    const own = alone.sections.map((section) => section.offset)
    const kept = this.current.sections
      .filter((section) => section.offset < end)
      .map((section) => section.offset)
    return own.length === kept.length && own.every((offset, i) => offset === kept[i])
  }

  /** What every revision after `from` changed. */
  transitionsAfter(from: number): Transition[] {
    const transitions: Transition[] = []
    let roles: ObjectRoles | null = null
    for (let index = from + 1; index <= this.last; index++) {
      try {
        const older = this.readerAt(index - 1)
        roles ??= new ObjectRoles(older)
        const boundary = this.revisions[index - 1]?.end ?? 0
        transitions.push({
          revision: index,
          changes: compareRevisions(older, this.readerAt(index), boundary, roles),
        })
      } catch (error) {
        // What lies in encrypted object streams cannot be compared: no verdict rather than a wrong one.
        const limit = error instanceof PdfError && (error.code === 'limit' || error.code === 'encrypted')
        const subject = error instanceof PdfError ? error.detail : String(error)
        transitions.push({
          revision: index,
          changes: [{ kind: limit ? 'not-analysed' : 'structure-broken', allowance: 'never', subject }],
        })
      }
    }
    return transitions
  }
}

function isBlank(bytes: Buffer, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (!isWhite(bytes[i])) return false
  return true
}
