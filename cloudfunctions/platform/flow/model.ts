import type { ImageCrop, RasterImage } from '../pdf/appearance/drawing'
import type { PackedPicture } from '../pdf/appearance/packed-picture'
import type { VectorPicture } from '../pdf/appearance/vector-picture'

/**
 * A document as running text, before it has pages: what a Word file, a text file, a sheet or a report is turned into
 * so that one layout engine can set it. Plain data; all lengths are points (1/72 inch), colours #rrggbb.
 */
export interface FlowDocument {
  title?: string
  sections: FlowSection[]
}

/** A run of pages that share paper, margins, header and footer. */
export interface FlowSection {
  page: PageSetup
  /** how the section begins; the first one always begins a page. `nextPage` when absent */
  start?: 'nextPage' | 'continuous' | 'evenPage' | 'oddPage'
  headers?: PageFurniture
  footers?: PageFurniture
  numbering?: PageNumbering
  /** text columns; one when absent */
  columns?: { count: number; gap: number }
  /** line grid of East Asian documents: lines sit on multiples of the pitch (ISO 29500-1 §17.6.5) */
  linePitch?: number
  /** where the text stands when it does not fill a page; top when absent */
  verticalAlign?: 'top' | 'center' | 'bottom'
  blocks: FlowBlock[]
}

export interface PageSetup {
  width: number
  height: number
  margins: { top: number; right: number; bottom: number; left: number }
  /** from the paper's top edge to the header; 36 when absent */
  headerDistance?: number
  /** from the footer's end to the paper's bottom edge; 36 when absent */
  footerDistance?: number
}

/** `first` is used on the section's first page when it is there (an empty list shows nothing), `even` likewise. */
export interface PageFurniture {
  default?: FlowBlock[]
  first?: FlowBlock[]
  even?: FlowBlock[]
}

export interface PageNumbering {
  /** number of the section's first page; goes on from the section before when absent */
  start?: number
  format?: PageNumberFormat
}

export type PageNumberFormat =
  | 'decimal'
  | 'lowerRoman'
  | 'upperRoman'
  | 'lowerLetter'
  | 'upperLetter'
  | 'chinese'
  | 'chineseDigits'
  | 'chineseLegal'
  | 'circled'
  | 'fullWidth'
  | 'ordinal'
  | 'zeroPadded'
  | 'dashed'

export type FlowBlock = FlowParagraph | FlowTable

export interface FlowParagraph {
  kind: 'paragraph'
  inlines: FlowInline[]
  /** numbering or bullet in front of the text */
  marker?: ParagraphMarker
  /** `justify` leaves the last line as it is, `distribute` stretches it too; left when absent */
  align?: 'left' | 'center' | 'right' | 'justify' | 'distribute'
  indent?: {
    left?: number
    right?: number
    /** of the first line, added to `left`; negative: hanging */
    first?: number
  }
  spacing?: {
    before?: number
    after?: number
    line?: LineSpacing
    /** no space between neighbours that carry the same `styleKey` */
    contextual?: boolean
  }
  styleKey?: string
  /** size and face of an empty paragraph, and of the marker when it has no style of its own */
  style: TextStyle
  keepWithNext?: boolean
  keepLines?: boolean
  pageBreakBefore?: boolean
  /** no single first or last line of a paragraph alone on a page; on when absent */
  widowControl?: boolean
  /** a quarter of a space between Chinese and Latin letters; on when absent */
  autoSpace?: boolean
  /** lines keep to the section's grid; on when absent */
  snapToGrid?: boolean
  tabs?: TabStop[]
  /** distance of the stops beyond the last given one; 21 (two characters of 10.5) when absent */
  defaultTab?: number
  shading?: string
  borders?: BoxBorders & { between?: Border }
  /** 1 to 9: the paragraph is a heading in the PDF's outline */
  outlineLevel?: number
}

export interface ParagraphMarker {
  text: string
  style: TextStyle
  align?: 'left' | 'center' | 'right'
  /** what stands between marker and text; a tab to the hanging indent or the next stop when absent */
  suffix?: 'tab' | 'space' | 'nothing'
}

export type LineSpacing =
  | { rule: 'multiple'; factor: number }
  | { rule: 'exact'; points: number }
  | { rule: 'atLeast'; points: number }

export interface TabStop {
  /** from the left edge of the text column */
  position: number
  align?: 'left' | 'center' | 'right' | 'decimal'
  leader?: 'dots' | 'hyphens' | 'underline' | 'middleDots'
}

export interface TextStyle {
  /** 宋体, 黑体, 楷体 */
  face: FlowFace
  /** face of Latin letters and digits; `face` when absent */
  latinFace?: FlowFace
  size: number
  bold?: boolean
  italic?: boolean
  /** ink black when absent */
  color?: string
  underline?: UnderlineStyle
  underlineColor?: string
  strike?: 'single' | 'double'
  highlight?: string
  position?: 'super' | 'sub'
  /** moves the baseline up, points */
  rise?: number
  /** added after every character, points */
  letterSpacing?: number
  /** horizontal stretch of the glyphs; 1 when absent */
  stretch?: number
  /** advance of a space in em, where the document's font has another one than ours */
  spaceWidth?: number
  /** further stretch of Latin letters, where the document's font is narrower than ours; 1 when absent */
  latinStretch?: number
  /** height of a single line as a multiple of the size; 1.3 (what word processors give 宋体) when absent */
  lineHeight?: number
}

export type FlowFace = 'hei' | 'song' | 'kai'
export type UnderlineStyle = 'single' | 'double' | 'thick' | 'dotted' | 'dashed' | 'wavy'

export type FlowInline =
  | TextRun
  | { kind: 'tab'; style: TextStyle }
  | { kind: 'break'; what: 'line' | 'page' | 'column' }
  | PageField
  | InlineGraphic
  | FloatingGraphic
  | FootnoteReference

/**
 * Text in one style. No line breaks. U+00A0 and U+2060 do not break, U+200B may, U+00AD shows a hyphen only where a
 * line ends there.
 */
export interface TextRun {
  kind: 'text'
  text: string
  style: TextStyle
}

/** A number known only when the pages are. */
export interface PageField {
  kind: 'field'
  field: 'page' | 'pages' | 'sectionPages'
  format?: PageNumberFormat
  /** added to the number: a cover that does not count */
  plus?: number
  style: TextStyle
}

export type Graphic = { image: RasterImage; crop?: ImageCrop } | { picture: VectorPicture | PackedPicture }

/** Stands in the line like a letter, its foot on the baseline; made smaller when wider than the column. */
export interface InlineGraphic {
  kind: 'graphic'
  graphic: Graphic
  width: number
  height: number
}

/** Stands at its place on the page of its paragraph, before or behind the text; text does not flow around it. */
export interface FloatingGraphic {
  kind: 'floating'
  graphic: Graphic
  width: number
  height: number
  horizontal: FloatingPlace<'page' | 'margin' | 'column'>
  vertical: FloatingPlace<'page' | 'margin' | 'paragraph'>
  behindText?: boolean
}

export type FloatingPlace<From> =
  { from: From; offset: number } | { from: From; align: 'start' | 'center' | 'end' }

/** `mark` is set raised where it stands; the blocks go to the foot of that page. */
export interface FootnoteReference {
  kind: 'footnote'
  mark: string
  style: TextStyle
  blocks: FlowBlock[]
}

export interface FlowTable {
  kind: 'table'
  /** widths of the grid's columns; the cells' `colSpan` counts them. Made smaller when wider than the column */
  columns: number[]
  /** `fixed`: widths as given. `auto`: widened where a word would not fit. `fixed` when absent */
  widths?: 'fixed' | 'auto'
  align?: 'left' | 'center' | 'right'
  /** of the first column from the text's left edge; may be negative */
  indent?: number
  rows: TableRow[]
  /** space inside the cells that have no padding of their own; left and right 5.4 when absent */
  padding?: Padding
}

export interface TableRow {
  cells: TableCell[]
  height?: { rule: 'atLeast' | 'exact'; points: number }
  /** repeated on each page; only rows at the table's start count */
  header?: boolean
  /** the row stays on one page if it fits on one */
  cantSplit?: boolean
  /** grid columns left empty before the first cell */
  skipBefore?: number
}

export interface TableCell {
  blocks: FlowBlock[]
  /** 1 when absent */
  colSpan?: number
  /** 1 when absent; the rows below leave out the cells that are covered */
  rowSpan?: number
  borders?: BoxBorders
  shading?: string
  verticalAlign?: 'top' | 'center' | 'bottom'
  padding?: Padding
}

export interface Padding {
  top?: number
  right?: number
  bottom?: number
  left?: number
}

export interface BoxBorders {
  top?: Border
  right?: Border
  bottom?: Border
  left?: Border
}

export interface Border {
  style: 'single' | 'double' | 'dashed' | 'dotted' | 'wavy'
  width: number
  color: string
  /** between the line and the text (paragraphs only) */
  space?: number
}
