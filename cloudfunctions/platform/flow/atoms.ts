import type { FontFace } from '../pdf/fonts/font-set'
import { isHanging, isIdeograph, isLatinLetter, isWide, mayBreakBetween } from './characters'
import { drawnAs } from './drawn-characters'
import type { Measure } from './measure'
import { faceFor, isNarrowable, sizeOf, stretchOf } from './measure'
import type {
  FloatingGraphic,
  FlowInline,
  FootnoteReference,
  InlineGraphic,
  PageField,
  TextStyle,
} from './model'
import { formatPageNumber } from './numerals'

/** What a line is made of: a word, an ideograph, a run of spaces, a tab, a picture. Lines break between atoms. */
export interface Atom {
  kind: 'text' | 'space' | 'tab' | 'break' | 'graphic' | 'floating' | 'field' | 'note'
  text: string
  style: TextStyle
  face: FontFace
  /** natural advance, letter spacing included */
  width: number
  /** between Chinese and Latin letters; falls away where a line ends */
  gapAfter: number
  breakAfter: boolean
  /** may be stretched in justified lines */
  wide: boolean
  hanging: boolean
  /** a hyphen is shown when the line ends here */
  softHyphen?: boolean
  breakKind?: 'line' | 'page' | 'column'
  graphic?: InlineGraphic
  floating?: FloatingGraphic
  field?: PageField
  note?: FootnoteReference
  /** moves the ink without moving what follows: markers set to the right of their place */
  shift?: number
  /** horizontal stretch as set, where it is not the style's */
  stretch?: number
  /** a box of this many points is drawn around it */
  box?: number
}

const AUTO_SPACE = 0.25
const BOXED_SCALE = 0.85
const OBJECT = '\ufffc'

export interface AtomOptions {
  /** space between Chinese and Latin letters */
  autoSpace: boolean
  /** width that page numbers are reserved while the page is unknown */
  pageEstimate: { page: number; pages: number; sectionPages: number }
  /** pictures wider than this are made smaller */
  maxWidth: number
  maxHeight: number
}

/** Cuts inlines into atoms and decides where lines may end. */
export function atomsOf(inlines: readonly FlowInline[], measure: Measure, options: AtomOptions): Atom[] {
  const builder = new AtomBuilder(measure, options)
  for (const inline of inlines) builder.add(inline)
  return builder.finish()
}

class AtomBuilder {
  private readonly atoms: Atom[] = []
  private word = ''
  private wordWidth = 0
  private wordStyle: TextStyle | null = null
  /** last character set, to decide about the place between it and the next; empty: no rule applies */
  private last = ''

  constructor(
    private readonly measure: Measure,
    private readonly options: AtomOptions,
  ) {}

  add(inline: FlowInline): void {
    if (inline.kind === 'text') {
      this.flush()
      this.addText(inline.text, inline.style)
      this.flush()
      return
    }
    this.flush()
    switch (inline.kind) {
      case 'tab':
        this.separate(true)
        this.push({ kind: 'tab', style: inline.style })
        this.last = ''
        return
      case 'break':
        this.push({ kind: 'break', breakKind: inline.what })
        this.last = ''
        return
      case 'graphic':
        this.before(OBJECT)
        this.push({ kind: 'graphic', ...this.fitted(inline), wide: true })
        this.last = OBJECT
        return
      case 'floating':
        this.push({ kind: 'floating', floating: inline })
        return
      case 'field': {
        const text = formatPageNumber(
          this.options.pageEstimate[inline.field] + (inline.plus ?? 0),
          inline.format,
        )
        this.before('0')
        this.push({
          kind: 'field',
          field: inline,
          text,
          style: inline.style,
          face: faceFor(inline.style, isWide(text)),
          width: this.measure.width(text, inline.style),
        })
        this.last = '0'
        return
      }
      case 'footnote': {
        const style: TextStyle = { ...inline.style, position: 'super' }
        this.push({
          kind: 'note',
          note: inline,
          text: inline.mark,
          style,
          face: faceFor(style, false),
          width: this.measure.width(inline.mark, style),
        })
        this.last = OBJECT
      }
    }
  }

  finish(): Atom[] {
    this.flush()
    return this.atoms
  }

  private addText(text: string, style: TextStyle): void {
    for (const character of text.normalize('NFC')) {
      if (character === ' ') this.addSpace(style)
      else if (character === '\u200b') {
        this.flush()
        this.separate(true)
        this.last = ''
      } else if (character === '\u00ad') {
        this.flush()
        const before = this.atoms.at(-1)
        if (before?.kind === 'text') {
          before.breakAfter = true
          before.softHyphen = true
          this.last = ''
        }
      } else if (character === '\u2060' || character === '\ufeff') this.last = '\u2060'
      else if (INVISIBLE.test(character)) continue
      else this.addCharacter(character, style)
    }
  }

  private addCharacter(original: string, style: TextStyle): void {
    const { character, boxed } = drawnAs(original)
    const wide = isWide(character)
    if (boxed) {
      this.addBoxed(character, style)
      return
    }
    const face = faceFor(style, wide)
    if (character === ' ') {
      this.addFixedSpace(style)
      return
    }
    const width = this.measure.advance(character, style)
    if (!wide) {
      if (this.word === '' || mayBreakBetween(this.last, character)) {
        this.flush()
        this.before(character)
      }
      // Letters and digits that are stretched otherwise are pieces of their own, without a break between.
      if (style.latinStretch !== undefined && isNarrowable(this.last) !== isNarrowable(character))
        this.flush()
      this.word += character
      this.wordWidth += width
      this.wordStyle = style
      this.last = character
      return
    }
    this.flush()
    this.before(character)
    this.push({ kind: 'text', text: character, style, face, width, wide, hanging: isHanging(character) })
    this.last = character
  }

  /** A space that does not break, a piece of its own: it may be given another width than the font's. */
  private addFixedSpace(style: TextStyle): void {
    this.flush()
    this.before(' ')
    const width = this.measure.advance(' ', style)
    this.push({ kind: 'text', text: ' ', style, face: faceFor(style, false), width })
    this.last = ' '
  }

  /** A sign in a box, as wide as an ideograph. */
  private addBoxed(character: string, style: TextStyle): void {
    this.flush()
    this.before('□')
    const face = faceFor(style, true)
    const size = sizeOf(style)
    const shift = ((1 - this.measure.em(character, face) * BOXED_SCALE) / 2) * size
    const small = { ...style, size: style.size * BOXED_SCALE }
    this.push({
      kind: 'text',
      text: character,
      style: small,
      face,
      width: size,
      wide: true,
      shift,
      box: size,
    })
    this.last = '□'
  }

  private addSpace(style: TextStyle): void {
    this.flush()
    const width = this.measure.width(' ', style)
    const before = this.atoms.at(-1)
    if (before?.kind === 'space' && before.style === style) {
      before.text += ' '
      before.width += width
    } else {
      // A line may end after spaces, never between them and what they follow.
      if (before) before.breakAfter = false
      this.push({ kind: 'space', text: ' ', style, face: faceFor(style, false), width, breakAfter: true })
    }
    this.last = ''
  }

  /** Decides about the place between the last atom and a character that follows. */
  private before(character: string): void {
    const before = this.atoms.at(-1)
    if (!before || this.last === '') return
    if (this.last === '\u2060') {
      before.breakAfter = false
      return
    }
    before.breakAfter =
      this.last === OBJECT || character === OBJECT
        ? !'，。、；：！？”’）'.includes(character)
        : mayBreakBetween(this.last, character)
    if (
      this.options.autoSpace &&
      ((isIdeograph(this.last) && isLatinLetter(character)) ||
        (isLatinLetter(this.last) && isIdeograph(character)))
    )
      before.gapAfter = AUTO_SPACE * sizeOf(before.style)
  }

  private separate(breakAfter: boolean): void {
    const before = this.atoms.at(-1)
    if (before) before.breakAfter = breakAfter
  }

  private flush(): void {
    if (this.word === '' || !this.wordStyle) return
    this.push({
      kind: 'text',
      text: this.word,
      style: this.wordStyle,
      face: faceFor(this.wordStyle, false),
      width: this.wordWidth,
      stretch: stretchOf(this.wordStyle, this.word),
      hanging: this.word.length === 1 && isHanging(this.word),
    })
    this.word = ''
    this.wordWidth = 0
  }

  private fitted(inline: InlineGraphic): { graphic: InlineGraphic; width: number } {
    const scale = Math.min(1, this.options.maxWidth / inline.width, this.options.maxHeight / inline.height)
    const graphic = { ...inline, width: inline.width * scale, height: inline.height * scale }
    return { graphic, width: graphic.width }
  }

  private push(atom: Partial<Atom> & { kind: Atom['kind'] }): void {
    this.atoms.push({
      text: '',
      style: NO_STYLE,
      face: 'song',
      width: 0,
      gapAfter: 0,
      breakAfter: false,
      wide: false,
      hanging: false,
      ...atom,
    })
  }
}

const NO_STYLE: TextStyle = { face: 'song', size: 0 }
/** Marks without a picture: variation selectors, direction marks, joiners, control characters. */
const INVISIBLE =
  /[\u0000-\u001f\u007f-\u009f\u200c-\u200f\u202a-\u202e\u2066-\u2069\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u
