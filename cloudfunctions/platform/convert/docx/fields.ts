import type { PageField, PageNumberFormat } from '../../flow/model'
import { ConversionRefused } from '../conversion'
import type { WarningList } from '../conversion'
import type { XmlElement } from '../package/xml'
import { childOf, childrenOf } from '../package/xml'
import { formatNumber } from './number-format'
import { symbolText } from './symbols'
import { numberIn, switchOf, valueOf } from './word-xml'

/** What a field shows instead of the result stored in the file; undefined: it shows that. */
export type FieldResult =
  | { kind: 'page'; field: PageField['field']; format?: PageNumberFormat; plus?: number }
  | { kind: 'text'; text: string }
  | undefined

interface OpenField {
  instruction: string
  data: XmlElement | undefined
  inResult: boolean
  hidesResult: boolean
}

/** Complex fields reach over runs and paragraphs and stand inside of one another (ISO 29500-1 §17.16.18). */
export class FieldStack {
  private readonly open: OpenField[] = []

  constructor(private readonly warnings: WarningList) {}

  /** Text met now is shown: it is no instruction, and no result that we work out ourselves. */
  get visible(): boolean {
    return this.open.every((field) => field.inResult && !field.hidesResult)
  }

  begin(fldChar: XmlElement): void {
    if (this.open.length > 100) throw new ConversionRefused('FILE_TOO_COMPLEX')
    this.open.push({ instruction: '', data: childOf(fldChar, 'ffData'), inResult: false, hidesResult: false })
  }

  addInstruction(text: string): void {
    const field = this.open.at(-1)
    if (field && !field.inResult && field.instruction.length < 2000) field.instruction += text
  }

  /** The instruction ends. Gives what is shown here, if anything but the stored result. */
  separate(): FieldResult {
    const field = this.open.at(-1)
    if (!field) return undefined
    const shown = this.visibleAround()
      ? evaluateField(field.instruction, field.data, this.warnings)
      : undefined
    field.inResult = true
    field.hidesResult = shown !== undefined
    return shown
  }

  /** The field ends; one without a stored result shows what it can be worked out to. */
  end(): FieldResult {
    const field = this.open.at(-1)
    if (!field) return undefined
    const pending = !field.inResult && this.visibleAround()
    const shown = pending ? evaluateField(field.instruction, field.data, this.warnings) : undefined
    if (pending && !shown) refuseUnstored(field.instruction)
    this.open.pop()
    this.nest(field.instruction)
    return shown
  }

  /** Inside of another field's instruction a page number stands for what it will be. */
  nest(instruction: string): void {
    const name = nameOf(instruction)
    if (PAGE_FIELDS[name]) this.addInstruction(NESTED + name + NESTED)
  }

  private visibleAround(): boolean {
    return this.open.slice(0, -1).every((field) => field.inResult && !field.hidesResult)
  }
}

/** Marks a field's name inside of an instruction: no character of XML. */
const NESTED = '\u0001'

const PAGE_FIELDS: Record<string, PageField['field']> = {
  PAGE: 'page',
  NUMPAGES: 'pages',
  SECTIONPAGES: 'sectionPages',
}

/** Results that change with the day or with where pages break: what is stored may be out of date. */
const DATED = new Set(['DATE', 'TIME', 'TOC', 'PAGEREF', 'INDEX', 'PRINTDATE', 'STYLEREF', 'SECTION'])

/** Works out a field from its instruction. Error: ConversionRefused where the stored text would not be the content. */
export function evaluateField(
  instruction: string,
  data: XmlElement | undefined,
  warnings: WarningList,
): FieldResult {
  const name = nameOf(instruction)
  const page = PAGE_FIELDS[name]
  if (page) return { kind: 'page', field: page, format: pageFormat(instruction) }
  if (instruction.includes(NESTED)) return pageSum(instruction)
  if (DATED.has(name)) warnings.add('FIELD_AS_STORED', name)
  switch (name) {
    case 'FORMCHECKBOX':
      return { kind: 'text', text: isChecked(data) ? '☑' : '☐' }
    case 'FORMDROPDOWN':
      return { kind: 'text', text: chosenEntry(data) }
    case 'MACROBUTTON':
    case 'GOTOBUTTON':
      return { kind: 'text', text: /^\s*\S+\s+\S+\s+(.*)$/s.exec(instruction)?.[1]?.trimEnd() ?? '' }
    case 'SYMBOL':
      return { kind: 'text', text: symbolField(instruction) }
    case 'EQ':
      return { kind: 'text', text: circledField(instruction) }
    default:
      return undefined
  }
}

/** What word processors work out anew whenever they open a file: without a stored result there is nothing to show. */
const WORKED_OUT = /^(AUTONUM(LGL|OUT)?|LISTNUM|BIDIOUTLINE|STYLEREF|DATE|TIME|SECTION)$/

/** @throws ConversionRefused when a field without a result would show one to readers of the original */
export function refuseUnstored(instruction: string): void {
  const name = nameOf(instruction)
  if (WORKED_OUT.test(name)) throw new ConversionRefused('FILE_UNDRAWABLE', `域 ${name}`)
}

const nameOf = (instruction: string): string =>
  /^\s*([A-Za-z]+|=)/.exec(instruction)?.[1]?.toUpperCase() ?? ''

/** `= { PAGE } - 1`: page numbers that leave out a cover. Error: ConversionRefused for any other sum. */
function pageSum(instruction: string): FieldResult {
  const sum = /^\s*=\s*\u0001([A-Z]+)\u0001\s*(?:([+-])\s*(\d{1,4}))?\s*((?:\\\*\s*\w+\s*)*)$/.exec(
    instruction,
  )
  const field = PAGE_FIELDS[sum?.[1] ?? '']
  if (!sum || !field) throw new ConversionRefused('FILE_UNDRAWABLE', `域 ${nameOf(instruction)}`)
  const plus = Number(sum[3] ?? 0) * (sum[2] === '-' ? -1 : 1)
  return { kind: 'page', field, format: pageFormat(sum[4] ?? '') ?? 'decimal', plus }
}

const FIELD_FORMATS: Record<string, PageNumberFormat> = {
  ARABIC: 'decimal',
  SBCHAR: 'decimal',
  DBCHAR: 'fullWidth',
  ARABICDASH: 'dashed',
  CHINESENUM1: 'chinese',
  CHINESENUM2: 'chineseLegal',
  CHINESENUM3: 'chinese',
  CIRCLENUM: 'circled',
  GB3: 'circled',
  ORDINAL: 'ordinal',
}
/** Formats that say how letters look, or that change no number. */
const NO_FORMAT = /^(MERGEFORMAT|CHARFORMAT|CAPS|FIRSTCAP|UPPER|LOWER)$/i

/** Error: ConversionRefused for formats not known here. */
function pageFormat(instruction: string): PageNumberFormat | undefined {
  if (instruction.includes('\\#')) throw new ConversionRefused('FILE_UNDRAWABLE', '页码格式')
  const names = [...instruction.matchAll(/\\\*\s*([A-Za-z]+\d?)/g)].map(([, name]) => name ?? '')
  const name = names.find((known) => !NO_FORMAT.test(known))
  if (!name) return undefined
  const format = FIELD_FORMATS[name.toUpperCase()]
  if (format) return format
  if (/^roman$/i.test(name)) return name.startsWith('R') ? 'upperRoman' : 'lowerRoman'
  if (/^alphabetic$/i.test(name)) return name.startsWith('A') ? 'upperLetter' : 'lowerLetter'
  throw new ConversionRefused('FILE_UNDRAWABLE', `页码格式 ${name}`)
}

function isChecked(data: XmlElement | undefined): boolean {
  const box = childOf(data, 'checkBox')
  return switchOf(box, 'checked') ?? switchOf(box, 'default') ?? false
}

function chosenEntry(data: XmlElement | undefined): string {
  const list = childOf(data, 'ddList')
  const index = numberIn(valueOf(list, 'result')) ?? numberIn(valueOf(list, 'default')) ?? 0
  return childrenOf(list, 'listEntry')[index]?.attributes['val'] ?? ''
}

function symbolField(instruction: string): string {
  const code = /SYMBOL\s+(0x[0-9a-f]+|\d+)/i.exec(instruction)?.[1]
  const font = /\\f\s*"?([^"\\]+)/.exec(instruction)?.[1]?.trim()
  const value = Number(code)
  return Number.isInteger(value) && value > 0 && value < 0x110000
    ? symbolText(String.fromCodePoint(value), font)
    : ''
}

/** Equations are drawn by Word alone; a number in a circle is the one that contracts use, and it is a character. */
function circledField(instruction: string): string {
  const inner = /\\o(?:\\a[clr])?\s*\(\s*[○〇◯]\s*[,，;]\s*(?:\\s\\[a-z]+\d*\()?\s*(\d{1,2})\s*\)*/i.exec(
    instruction,
  )?.[1]
  if (inner !== undefined && Number(inner) >= 1 && Number(inner) <= 50)
    return formatNumber(Number(inner), 'decimalEnclosedCircle')
  throw new ConversionRefused('FILE_UNDRAWABLE', '公式')
}
