import type { FoundText } from '#types/document'

/** Looks for a phrase on the pages from `from` up to `until` (exclusive), a stretch of them a call. */
export type FindText = (phrase: string, from: number, until: number) => Promise<FoundText>

export type Match = FoundText['matches'][number]

export interface Search {
  phrase: string
  state: 'idle' | 'searching' | 'done' | 'failed'
  /** In page order, also while more come in. */
  matches: readonly Match[]
  /** The one in view; -1 while there is none. */
  current: number
  /** There are more than these. */
  more: boolean
  /** Pages looked through so far. */
  read: number
  withoutText: number
  unreadable: number
  /** Changes whenever the current match shall be brought into view. */
  stamp: number
}

/** More matches than these nobody steps through; the search ends there. */
export const mostMatches = 1000

/** Before anything is looked for. */
export const noSearch: Search = {
  phrase: '',
  state: 'idle',
  matches: [],
  current: -1,
  more: false,
  read: 0,
  withoutText: 0,
  unreadable: 0,
  stamp: 0,
}

/**
 * One search through a document: from the page being read to the end, then from the beginning. One call runs at a
 * time, so a thousand pages are a few dozen calls in a row; a new phrase or `stop` ends the one before.
 */
export class DocumentSearch {
  private now: Search = noSearch
  private round = 0

  constructor(
    private readonly find: FindText,
    private readonly pages: number,
    private readonly onChange: (search: Search) => void,
  ) {}

  /** Starts, or goes to the next match where the same phrase has been looked for. */
  start(phrase: string, reading: number): void {
    const wanted = phrase.trim()
    if (wanted === this.now.phrase && this.now.state !== 'failed') {
      this.step(1)
      return
    }
    const round = this.stop()
    if (wanted === '') return
    this.put({ ...noSearch, phrase: wanted, state: 'searching', stamp: this.now.stamp })
    void this.run(round, wanted, Math.max(0, Math.min(reading, this.pages - 1)))
  }

  /** To the next match (1) or the one before (-1), around the ends. */
  step(by: 1 | -1): void {
    const { matches, current, stamp } = this.now
    if (matches.length === 0) return
    this.put({ ...this.now, current: (current + by + matches.length) % matches.length, stamp: stamp + 1 })
  }

  /** Ends the search and forgets what it found. */
  stop(): number {
    this.put({ ...noSearch, stamp: this.now.stamp })
    this.round += 1
    return this.round
  }

  private async run(round: number, phrase: string, reading: number): Promise<void> {
    try {
      for (const [from, until] of [
        [reading, this.pages],
        [0, reading],
      ] as const) {
        let next: number | null = from < until ? from : null
        while (next !== null && this.now.matches.length < mostMatches) {
          const found: FoundText = await this.find(phrase, next, until)
          if (round !== this.round) return
          this.take(found, (found.next ?? until) - next, reading)
          // A server that does not move on would keep us for ever.
          next = found.next !== null && found.next > next ? found.next : null
        }
      }
      const cut = this.now.matches.length >= mostMatches && this.now.read < this.pages
      this.put({ ...this.now, state: 'done', more: this.now.more || cut })
    } catch {
      if (round === this.round) this.put({ ...this.now, state: 'failed' })
    }
  }

  private take(found: FoundText, pages: number, reading: number): void {
    const before = this.now
    const shown = before.matches[before.current]
    const matches = [...before.matches, ...found.matches].sort((a, b) => a.page - b.page)
    const first = shown ? matches.indexOf(shown) : matches.findIndex((match) => match.page >= reading)
    const current = first >= 0 ? first : Math.min(0, matches.length - 1)
    this.put({
      ...before,
      matches,
      current,
      more: before.more || found.more,
      read: before.read + pages,
      withoutText: before.withoutText + found.withoutText,
      unreadable: before.unreadable + found.unreadable,
      // The first match is shown at once; what comes later moves nothing.
      stamp: !shown && current >= 0 ? before.stamp + 1 : before.stamp,
    })
  }

  private put(search: Search): void {
    this.now = search
    this.onChange(search)
  }
}

/** The box around all lines of a match. */
export function aroundMatch({ boxes }: Match): { x: number; y: number; width: number; height: number } {
  const x = Math.min(...boxes.map((box) => box.x))
  const y = Math.min(...boxes.map((box) => box.y))
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  }
}
