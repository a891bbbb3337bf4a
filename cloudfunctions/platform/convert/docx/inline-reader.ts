import type { FlowInline, TabStop, TextStyle } from '../../flow/model'
import { ConversionRefused } from '../conversion'
import type { XmlElement } from '../package/xml'
import { childOf, childrenOf } from '../package/xml'
import { visibleChildren } from './alternate-content'
import type { FieldResult } from './fields'
import { evaluateField, refuseUnstored } from './fields'
import { readDrawing, readVml } from './pictures'
import type { TextBox } from './text-boxes'
import { refuseUnknownText } from './unknown-text'
import type { RunProperties } from './run-properties'
import type { Story } from './story'
import { mergeRun } from './styles'
import { symbolText } from './symbols'
import { textStyle } from './text-style'
import { isOn } from './word-xml'

/** What stands in a paragraph. */
export interface ParagraphContent {
  inlines: FlowInline[]
  /** content of text boxes, to be set below the paragraph */
  boxes: TextBox[]
  /** stops that alignment tabs ask for (`w:ptab`) */
  stops: TabStop[]
  /** something is there that hidden text does not count as */
  hiddenOnly: boolean
}

/** Reads the runs of one paragraph. `levels` are the run properties of table and paragraph style. */
export function readInlines(
  paragraph: XmlElement,
  levels: readonly RunProperties[],
  story: Story,
): ParagraphContent {
  const reader = new InlineReader(levels, story)
  reader.read(paragraph.children)
  return reader.content()
}

/** Marks that turn the letters behind them round: without them the text would read otherwise. */
const RIGHT_TO_LEFT = /[\u202b\u202e\u2067]/u
const CHANGES = new Set(['ins', 'del', 'moveFrom', 'moveTo'])
const CONTAINERS = new Set(['hyperlink', 'smartTag', 'customXml', 'dir', 'bdo', 'sdtContent'])
/** Show the day on which the file is opened (ISO 29500-1 §17.3.3.5 and others). */
const DATES_OF_OPENING = new Set(['dayShort', 'dayLong', 'monthShort', 'monthLong', 'yearShort', 'yearLong'])
const MATHS = new Set(['oMath', 'oMathPara'])

class InlineReader {
  private readonly inlines: FlowInline[] = []
  private readonly boxes: TextBox[] = []
  private readonly stops: TabStop[] = []
  private hidden = false

  constructor(
    private readonly levels: readonly RunProperties[],
    private readonly story: Story,
  ) {}

  content(): ParagraphContent {
    const { inlines, boxes, stops } = this
    return { inlines, boxes, stops, hiddenOnly: this.hidden && inlines.length === 0 && boxes.length === 0 }
  }

  read(elements: readonly XmlElement[]): void {
    for (const element of elements) {
      const { name } = element
      if (name === 'r') this.readRun(element)
      else if (name === 'bdo' && element.attributes['val'] === 'rtl')
        throw new ConversionRefused('FILE_UNDRAWABLE', '从右向左的文字')
      else if (CONTAINERS.has(name)) this.read(element.children)
      else if (name === 'sdt') this.read(childOf(element, 'sdtContent')?.children ?? [])
      else if (name === 'fldSimple') this.readSimpleField(element)
      else if (name === 'AlternateContent') this.read(visibleChildren(element))
      else if (CHANGES.has(name)) {
        if (element.children.length > 0) throw new ConversionRefused('FILE_CHANGES')
      } else if (MATHS.has(name)) throw new ConversionRefused('FILE_UNDRAWABLE', '公式')
      else if (name === 'subDoc') throw new ConversionRefused('FILE_UNDRAWABLE', '子文档')
      else if (name === 'commentRangeStart') this.story.shared.warnings.add('COMMENTS_LEFT_OUT')
      else if (name !== 'pPr') refuseUnknownText(element)
    }
  }

  private readSimpleField(element: XmlElement): void {
    const { fields, shared } = this.story
    const instruction = element.attributes['instr'] ?? ''
    if (!fields.visible) {
      fields.nest(instruction)
      return
    }
    const shown = evaluateField(instruction, childOf(element, 'fldData'), shared.warnings)
    if (!shown) {
      if (childrenOf(element, 'r').length === 0) refuseUnstored(instruction)
      this.read(element.children)
      return
    }
    const run = childrenOf(element, 'r')[0]
    this.show(shown, this.propertiesOf(run && childOf(run, 'rPr')))
  }

  private propertiesOf(rPr: XmlElement | undefined): RunProperties {
    const { styles } = this.story.shared
    const direct = styles.runProperties(rPr)
    const character = direct.styleId ? styles.style(direct.styleId, 'character').run : {}
    return mergeRun(styles.defaultRun, [...this.levels, character], direct)
  }

  private readRun(run: XmlElement): void {
    const rPr = childOf(run, 'rPr')
    if (rPr && (childOf(rPr, 'ins') || childOf(rPr, 'del')) && run.children.length > 1)
      throw new ConversionRefused('FILE_CHANGES')
    const properties = this.propertiesOf(rPr)
    // Fields go on in hidden text; only their letters are not shown.
    this.readRunContent(run.children, properties)
  }

  private readRunContent(elements: readonly XmlElement[], properties: RunProperties): void {
    for (const element of elements) {
      const { name, attributes } = element
      const { fields } = this.story
      if (name === 'fldChar') this.readFieldCharacter(element, properties)
      else if (name === 'instrText') fields.addInstruction(element.text)
      else if (name === 'delText' || name === 'delInstrText') throw new ConversionRefused('FILE_CHANGES')
      else if (!fields.visible) continue
      else if (properties.hidden) this.hidden = this.hidden || name !== 'rPr'
      else if (name === 'AlternateContent') this.readRunContent(visibleChildren(element), properties)
      else if (name === 't') this.text(element.text, properties)
      else if (name === 'tab') this.inlines.push({ kind: 'tab', style: this.style(properties, '') })
      else if (name === 'ptab') this.alignmentTab(attributes['alignment'], properties, attributes['leader'])
      else if (name === 'br') this.lineBreak(attributes['type'])
      else if (name === 'cr') this.inlines.push({ kind: 'break', what: 'line' })
      else if (name === 'noBreakHyphen') this.text('\u2011', properties)
      else if (name === 'softHyphen') this.text('\u00ad', properties)
      else if (name === 'sym') this.symbol(attributes['char'], attributes['font'], properties)
      else if (name === 'pgNum') this.show({ kind: 'page', field: 'page' }, properties)
      else this.readObject(element, properties)
    }
  }

  private readObject(element: XmlElement, properties: RunProperties): void {
    const { name, attributes } = element
    if (name === 'drawing') this.inlines.push(...readDrawing(element, this.story, this.boxes))
    else if (name === 'pict') this.inlines.push(...readVml(element, this.story, this.boxes))
    else if (name === 'object') this.embeddedObject(element)
    else if (name === 'footnoteReference' || name === 'endnoteReference')
      this.note(name === 'footnoteReference' ? 'footnote' : 'endnote', attributes, properties)
    else if ((name === 'footnoteRef' || name === 'endnoteRef') && this.story.noteMark !== undefined)
      this.text(this.story.noteMark, { ...properties, vertical: 'super' })
    else if (name === 'ruby') {
      this.story.shared.warnings.add('EFFECT_LEFT_OUT', '拼音')
      this.read(childOf(element, 'rubyBase')?.children ?? [])
    } else if (name === 'commentReference') this.story.shared.warnings.add('COMMENTS_LEFT_OUT')
    else if (name === 'contentPart') throw new ConversionRefused('FILE_UNDRAWABLE', '墨迹')
    else if (DATES_OF_OPENING.has(name)) throw new ConversionRefused('FILE_UNDRAWABLE', '域 DATE')
    else if (name !== 'rPr') refuseUnknownText(element)
  }

  /** An embedded object shows the picture stored with it; one without cannot be drawn. */
  private embeddedObject(element: XmlElement): void {
    const shown = readVml(element, this.story, this.boxes)
    if (shown.length === 0) throw new ConversionRefused('FILE_UNDRAWABLE', '嵌入对象')
    this.inlines.push(...shown)
  }

  private readFieldCharacter(element: XmlElement, properties: RunProperties): void {
    const { fields } = this.story
    const kind = element.attributes['fldCharType']
    if (kind === 'begin') fields.begin(element)
    else if (kind === 'separate') this.show(fields.separate(), properties)
    else if (kind === 'end') this.show(fields.end(), properties)
  }

  private show(result: FieldResult, properties: RunProperties): void {
    if (!result || properties.hidden) return
    if (result.kind === 'text') {
      if (result.text) this.text(result.text, properties)
      return
    }
    const format = result.format ?? (result.field === 'page' ? this.story.pageFormat : undefined)
    this.inlines.push({
      kind: 'field',
      field: result.field,
      ...(format ? { format } : {}),
      ...(result.plus ? { plus: result.plus } : {}),
      style: this.style(properties, '1'),
    })
  }

  private text(raw: string, properties: RunProperties): void {
    if (RIGHT_TO_LEFT.test(raw)) throw new ConversionRefused('FILE_UNDRAWABLE', '从右向左的文字')
    const shown = symbolText(raw, properties.asciiFont)
    const text = properties.caps || properties.smallCaps ? shown.toUpperCase() : shown
    // A line feed inside of a text is a space to a word processor; a tab is one as well.
    const clean = text.replace(/[\r\n\t]/g, ' ')
    if (clean) this.inlines.push({ kind: 'text', text: clean, style: this.style(properties, clean) })
  }

  private symbol(char: string | undefined, font: string | undefined, properties: RunProperties): void {
    const code = Number.parseInt(char ?? '', 16)
    if (!Number.isFinite(code) || code <= 0 || code > 0x10ffff) return
    const text = symbolText(String.fromCodePoint(code), font ?? properties.asciiFont)
    this.inlines.push({
      kind: 'text',
      text,
      style: this.style({ ...properties, asciiFont: undefined }, text),
    })
  }

  private lineBreak(type: string | undefined): void {
    const what = type === 'page' ? 'page' : type === 'column' ? 'column' : 'line'
    this.inlines.push({ kind: 'break', what })
  }

  private alignmentTab(
    alignment: string | undefined,
    properties: RunProperties,
    leader: string | undefined,
  ): void {
    const width = this.story.textWidth
    const align = alignment === 'center' ? 'center' : alignment === 'right' ? 'right' : 'left'
    const position = align === 'center' ? width / 2 : align === 'right' ? width : 0
    if (position > 0)
      this.stops.push({ position, align, ...(leader === 'dot' ? { leader: 'dots' as const } : {}) })
    this.inlines.push({ kind: 'tab', style: this.style(properties, '') })
  }

  private note(
    kind: 'footnote' | 'endnote',
    attributes: Readonly<Record<string, string>>,
    properties: RunProperties,
  ): void {
    const { story } = this
    if (story.kind !== 'body') return
    const custom = attributes['customMarkFollows']
    const note = story.shared.notes.next(kind, attributes['id'] ?? '', custom !== undefined && isOn(custom))
    if (!note) return
    const blocks = story.readBlocks(note.elements, {
      ...story,
      kind: 'note',
      part: kind,
      relationships: note.relationships,
      noteMark: note.mark,
      cellPart: undefined,
    })
    const style = this.style({ ...properties, vertical: undefined }, '1')
    if (kind === 'footnote') this.inlines.push({ kind: 'footnote', mark: note.mark, style, blocks })
    else {
      if (note.mark)
        this.inlines.push({ kind: 'text', text: note.mark, style: { ...style, position: 'super' } })
      story.shared.notes.atEnd.push(...blocks)
    }
  }

  private style(properties: RunProperties, text: string): TextStyle {
    return textStyle(properties, text, this.story.shared.warnings)
  }
}
