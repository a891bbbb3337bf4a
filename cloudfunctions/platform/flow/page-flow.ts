import { Canvas } from './canvas'
import type { FlowSection } from './model'
import type { NoteStrips, Strip } from './strip'
import { drawStrips, fitting, heightOf } from './strip'

/** A page while text flows onto it. */
export interface FlowPage {
  canvas: Canvas
  section: FlowSection
  sectionIndex: number
  /** first page of its section */
  first: boolean
  /** the number printed on it */
  number: number
  /** left empty so that the next one has the parity that its section asks for */
  blank?: boolean
}

/** The text area of a page, after header and footer have taken their room. */
export interface TextArea {
  left: number
  top: number
  width: number
  bottom: number
}

/** Too many pages: the document is refused rather than set without end. */
export class TooManyPages extends Error {
  override name = 'TooManyPages'
}

export interface PageFlowOptions {
  maxPages: number
  area(section: FlowSection, sectionIndex: number, first: boolean, number: number): TextArea
  numbersOf(page: { sectionIndex: number; number: number; section: FlowSection }): Canvas['numbers']
}

const NOTE_GAP = 8

/** Fills pages with strips, column by column, section by section. */
export class PageFlow {
  readonly pages: FlowPage[] = []
  private section!: FlowSection
  private sectionIndex = -1
  private area!: TextArea
  private column = 0
  /** top of the columns of this section on this page */
  private columnTop = 0
  private lowest = 0
  private y = 0
  private nextNumber = 1
  /** something stands in this column already */
  private filled = false
  /** footnotes of this page, drawn when it is full */
  private notes: Strip[] = []
  private notesHeight = 0
  private carriedNotes: Strip[] = []

  constructor(private readonly options: PageFlowOptions) {}

  /** Begins a section on a new page, or below the one before. */
  begin(section: FlowSection, sectionIndex: number): void {
    const before = this.pages.at(-1)
    const samePaper =
      before &&
      before.section.page.width === section.page.width &&
      before.section.page.height === section.page.height
    if (before && section.start === 'continuous' && samePaper) {
      this.section = section
      this.sectionIndex = sectionIndex
      const { left, right } = section.page.margins
      this.area = { ...this.area, left, width: section.page.width - left - right }
      this.y = Math.max(this.y, this.lowest)
      this.columnTop = this.y
      this.lowest = this.y
      this.column = 0
      return
    }
    this.finishPage()
    this.section = section
    this.sectionIndex = sectionIndex
    if (section.numbering?.start !== undefined) this.nextNumber = section.numbering.start
    const wantsOdd = section.start === 'oddPage'
    if (before && (wantsOdd || section.start === 'evenPage') && (this.nextNumber % 2 === 1) !== wantsOdd) {
      this.startPage(false)
      const page = this.pages.at(-1)
      if (page) page.blank = true
    }
    this.startPage(true)
  }

  get columnWidth(): number {
    const { count, gap } = this.section.columns ?? { count: 1, gap: 0 }
    return Math.max((this.area.width - gap * (count - 1)) / count, 24)
  }

  get areaHeight(): number {
    return this.area.bottom - this.area.top
  }

  /** Places strips below what is there, breaking pages where it must. */
  add(strips: readonly Strip[]): void {
    let index = 0
    while (index < strips.length) {
      let end = index
      while (strips[end]?.glued && end + 1 < strips.length && !strips[end + 1]?.breakBefore) end++
      this.addChunk(strips.slice(index, end + 1))
      index = end + 1
    }
  }

  finish(): void {
    this.finishPage()
    while (this.carriedNotes.length > 0) {
      this.startPage(false)
      this.finishPage()
    }
  }

  /** Strips that stay on one page if one page holds them. */
  private addChunk(chunk: readonly Strip[]): void {
    const first = chunk[0]
    if (!first) return
    if (first.breakBefore === 'page') this.breakPage()
    else if (first.breakBefore === 'column') this.nextColumn()
    if (chunk.length > 1 && this.filled && !this.fits(chunk)) {
      const last = chunk.at(-1)
      const lead = chunk.slice(0, -1)
      const room = this.room() - this.needed(lead)
      const cuttable = last?.split && room > 0 && last.split(room - last.gapBefore, false) !== null
      if (!cuttable && heightOf(chunk) <= this.areaHeight) this.nextColumn()
    }
    for (const strip of chunk) this.addStrip(strip)
  }

  private addStrip(strip: Strip): void {
    let current: Strip | undefined = strip
    while (current) {
      const gap: number = this.filled ? current.gapBefore : this.topGap(current)
      const needed: number = gap + current.height + this.noteRoom(current)
      if (needed <= this.room() + 0.01) {
        this.put(current, gap)
        return
      }
      const cut: ReturnType<NonNullable<Strip['split']>> | undefined = current.split?.(
        this.room() - gap - this.noteRoom(current),
        !this.filled,
      )
      if (cut) {
        this.put(cut.head, gap)
        if (cut.tail) {
          cut.tail.heading = current.heading
          this.nextColumn()
          this.repeatHeading(cut.tail)
        }
        current = cut.tail
      } else if (this.filled) {
        this.nextColumn()
        this.repeatHeading(current)
        // With its heading above it the strip may still be too high for the page: then it goes without.
      } else {
        this.put(current, gap)
        return
      }
    }
  }

  private repeatHeading(strip: Strip): void {
    const { heading } = strip
    if (!heading || heading.height > this.areaHeight / 2) return
    heading.draw(this.canvas(), this.columnLeft(), this.y)
    this.y += heading.height
  }

  /** Space above a paragraph falls away where a page ended by itself, and stays where it was begun on purpose. */
  private topGap(strip: Strip): number {
    return this.begunOnPurpose ? strip.gapBefore : 0
  }

  private begunOnPurpose = true

  private put(strip: Strip, gap: number): void {
    for (const note of strip.notes ?? []) this.addNote(note, strip.height + gap)
    this.y += gap
    strip.draw(this.canvas(), this.columnLeft(), this.y)
    this.y += strip.height
    this.lowest = Math.max(this.lowest, this.y)
    this.filled = true
  }

  private fits(chunk: readonly Strip[]): boolean {
    return this.needed(chunk) <= this.room() + 0.01
  }

  private needed(chunk: readonly Strip[]): number {
    let height = heightOf(chunk)
    const first = chunk[0]
    if (first && !this.filled && !this.begunOnPurpose) height -= first.gapBefore
    for (const strip of chunk) height += this.noteRoom(strip)
    return height
  }

  private room(): number {
    return this.area.bottom - this.notesHeight - this.y
  }

  private noteRoom(strip: Strip): number {
    if (!strip.notes) return 0
    const height = strip.notes.reduce((sum, note) => sum + note.height, 0)
    return height > 0 && this.notes.length === 0 ? height + NOTE_GAP : height
  }

  private addNote(note: NoteStrips, bodyHeight: number): void {
    const gap = this.notes.length === 0 ? NOTE_GAP : 0
    const { count, height } = fitting(note.strips, this.room() - bodyHeight - gap)
    if (count > 0) {
      this.notes.push(...note.strips.slice(0, count))
      this.notesHeight += height + gap
    }
    // A note longer than its page goes on at the foot of the next one.
    this.carriedNotes.push(...note.strips.slice(count))
  }

  private breakPage(): void {
    if (
      !this.filled &&
      this.begunOnPurpose &&
      this.column === 0 &&
      this.pages.at(-1)?.first &&
      !this.broken
    ) {
      // A break at the very start of a section asks for what is there already.
      return
    }
    this.finishPage()
    this.startPage(false)
    this.begunOnPurpose = true
    this.broken = true
  }

  private broken = false

  private nextColumn(): void {
    const count = this.section.columns?.count ?? 1
    if (this.column + 1 < count) {
      this.column++
      this.y = this.columnTop
      this.filled = false
      this.begunOnPurpose = false
      return
    }
    this.finishPage()
    this.startPage(false)
  }

  private startPage(first: boolean): void {
    if (this.pages.length >= this.options.maxPages) throw new TooManyPages()
    const number = this.nextNumber++
    this.area = this.options.area(this.section, this.sectionIndex, first, number)
    const numbers = this.options.numbersOf({ sectionIndex: this.sectionIndex, number, section: this.section })
    const canvas = new Canvas(this.section.page, numbers)
    this.pages.push({ canvas, section: this.section, sectionIndex: this.sectionIndex, first, number })
    this.column = 0
    this.y = this.columnTop = this.lowest = this.area.top
    this.filled = false
    this.begunOnPurpose = first
    this.broken = false
    this.notes = []
    this.notesHeight = 0
    this.placeCarriedNotes()
  }

  private placeCarriedNotes(): void {
    if (this.carriedNotes.length === 0) return
    const { count, height } = fitting(this.carriedNotes, this.areaHeight * 0.8)
    // One that is higher than that is set all the same.
    const taken = Math.max(count, 1)
    this.notes = this.carriedNotes.slice(0, taken)
    this.notesHeight = NOTE_GAP + (count > 0 ? height : heightOf(this.notes))
    this.carriedNotes = this.carriedNotes.slice(taken)
  }

  private finishPage(): void {
    const page = this.pages.at(-1)
    if (!page) return
    const free = this.area.bottom - this.notesHeight - this.lowest
    const { verticalAlign } = page.section
    if (free > 0 && verticalAlign && verticalAlign !== 'top')
      page.canvas.shift(verticalAlign === 'center' ? free / 2 : free)
    if (this.notes.length > 0) {
      const top = this.area.bottom - this.notesHeight
      page.canvas.rule(this.area.left, top + NOTE_GAP / 2 - 1, Math.min(144, this.area.width), 0.5, '#000000')
      drawStrips(this.notes, page.canvas, this.area.left, top + NOTE_GAP)
    }
    this.notes = []
    this.notesHeight = 0
  }

  private canvas(): Canvas {
    const page = this.pages.at(-1)
    if (!page) throw new Error('no section has begun')
    return page.canvas
  }

  private columnLeft(): number {
    const gap = this.section.columns?.gap ?? 0
    return this.area.left + this.column * (this.columnWidth + gap)
  }
}
