import type { Border, LineSpacing, TabStop } from '../../flow/model'
import type { XmlElement } from '../package/xml'
import { childOf, childrenOf } from '../package/xml'
import { readBorders, type BorderSet } from './borders'
import { said } from './run-properties'
import { colorIn, isOn, numberIn, switchOf, twips, valueOf } from './word-xml'

/** What a style or a paragraph says of itself (ISO 29500-1 §17.3.1); absent means nothing is said. Points. */
export interface ParagraphProperties {
  styleId?: string
  numId?: string
  level?: number
  align?: 'left' | 'center' | 'right' | 'justify' | 'distribute'
  left?: number
  right?: number
  first?: number
  /** in hundredths of a character; they win over lengths */
  leftChars?: number
  rightChars?: number
  firstChars?: number
  before?: number
  after?: number
  /** in hundredths of a line */
  beforeLines?: number
  afterLines?: number
  line?: LineSpacing
  contextual?: boolean
  keepNext?: boolean
  keepLines?: boolean
  pageBreakBefore?: boolean
  widowControl?: boolean
  snapToGrid?: boolean
  autoSpace?: boolean
  tabs?: TabStop[]
  clearedTabs?: number[]
  shading?: string
  borders?: BorderSet & { between?: Border | null }
  outline?: number
  frameAlign?: 'left' | 'center' | 'right'
}

const ALIGNMENTS: Record<string, NonNullable<ParagraphProperties['align']>> = {
  left: 'left',
  start: 'left',
  center: 'center',
  right: 'right',
  end: 'right',
  both: 'justify',
  distribute: 'distribute',
  thaiDistribute: 'distribute',
  lowKashida: 'justify',
  mediumKashida: 'justify',
  highKashida: 'justify',
}

const AUTO_SPACING = 14

/** Reads `w:pPr`. */
export function readParagraphProperties(pPr: XmlElement | undefined): ParagraphProperties {
  if (!pPr) return {}
  const ind = childOf(pPr, 'ind')?.attributes ?? {}
  const spacing = childOf(pPr, 'spacing')?.attributes ?? {}
  const numPr = childOf(pPr, 'numPr')
  const hanging = twips(ind['hanging'])
  const hangingChars = numberIn(ind['hangingChars'])
  const outline = numberIn(valueOf(pPr, 'outlineLvl'))
  const frame = childOf(pPr, 'framePr')?.attributes['xAlign']
  const spaceDE = switchOf(pPr, 'autoSpaceDE')
  const tabs = readTabs(childOf(pPr, 'tabs'))
  return said<ParagraphProperties>({
    styleId: valueOf(pPr, 'pStyle'),
    numId: valueOf(numPr, 'numId'),
    level: numberIn(valueOf(numPr, 'ilvl')),
    align: ALIGNMENTS[valueOf(pPr, 'jc') ?? ''],
    left: twips(ind['left'] ?? ind['start']),
    right: twips(ind['right'] ?? ind['end']),
    first: hanging !== undefined ? -hanging : twips(ind['firstLine']),
    leftChars: numberIn(ind['leftChars'] ?? ind['startChars']),
    rightChars: numberIn(ind['rightChars'] ?? ind['endChars']),
    firstChars:
      hangingChars !== undefined && hangingChars !== 0 ? -hangingChars : numberIn(ind['firstLineChars']),
    before: isAuto(spacing['beforeAutospacing']) ? AUTO_SPACING : twips(spacing['before']),
    after: isAuto(spacing['afterAutospacing']) ? AUTO_SPACING : twips(spacing['after']),
    beforeLines: numberIn(spacing['beforeLines']),
    afterLines: numberIn(spacing['afterLines']),
    line: lineSpacing(spacing),
    contextual: switchOf(pPr, 'contextualSpacing'),
    keepNext: switchOf(pPr, 'keepNext'),
    keepLines: switchOf(pPr, 'keepLines'),
    pageBreakBefore: switchOf(pPr, 'pageBreakBefore'),
    widowControl: switchOf(pPr, 'widowControl'),
    snapToGrid: switchOf(pPr, 'snapToGrid'),
    autoSpace: spaceDE,
    tabs: tabs?.stops,
    clearedTabs: tabs?.cleared,
    shading: colorIn(childOf(pPr, 'shd')?.attributes['fill']),
    borders: childOf(pPr, 'pBdr') && readBorders(childOf(pPr, 'pBdr')),
    outline: outline === undefined ? undefined : outline >= 0 && outline < 9 ? outline + 1 : 0,
    frameAlign:
      frame === 'center'
        ? 'center'
        : frame === 'right' || frame === 'outside'
          ? 'right'
          : frame
            ? 'left'
            : undefined,
  })
}

const isAuto = (value: string | undefined): boolean => value !== undefined && isOn(value)

function lineSpacing(spacing: Readonly<Record<string, string>>): LineSpacing | undefined {
  const line = numberIn(spacing['line'])
  if (line === undefined || line <= 0) return undefined
  const points = twips(spacing['line']) ?? 0
  if (spacing['lineRule'] === 'exact') return { rule: 'exact', points: Math.max(points, 1) }
  if (spacing['lineRule'] === 'atLeast') return { rule: 'atLeast', points }
  return { rule: 'multiple', factor: Math.min(line / 240, 20) }
}

const TAB_ALIGNMENTS: Record<string, NonNullable<TabStop['align']>> = {
  center: 'center',
  right: 'right',
  end: 'right',
  decimal: 'decimal',
}

const LEADERS: Record<string, NonNullable<TabStop['leader']>> = {
  dot: 'dots',
  hyphen: 'hyphens',
  underscore: 'underline',
  heavy: 'underline',
  middleDot: 'middleDots',
}

function readTabs(tabs: XmlElement | undefined): { stops: TabStop[]; cleared: number[] } | undefined {
  if (!tabs) return undefined
  const stops: TabStop[] = []
  const cleared: number[] = []
  for (const { attributes } of childrenOf(tabs, 'tab')) {
    const position = twips(attributes['pos'])
    const kind = attributes['val'] ?? 'left'
    if (position === undefined || kind === 'bar') continue
    if (kind === 'clear') cleared.push(position)
    else
      stops.push(
        said<TabStop>({ position, align: TAB_ALIGNMENTS[kind], leader: LEADERS[attributes['leader'] ?? ''] }),
      )
  }
  return { stops, cleared }
}

/** Lays what is said nearer to the paragraph over what is said further away. */
export function mergeParagraph(far: ParagraphProperties, near: ParagraphProperties): ParagraphProperties {
  const merged = { ...far, ...near }
  // A length said nearer ends what was said in characters further away, and the other way round.
  for (const [length, characters] of [
    ['left', 'leftChars'],
    ['right', 'rightChars'],
    ['first', 'firstChars'],
  ] as const)
    if (near[length] !== undefined && near[characters] === undefined) delete merged[characters]
  if (near.before !== undefined && near.beforeLines === undefined) delete merged.beforeLines
  if (near.after !== undefined && near.afterLines === undefined) delete merged.afterLines
  if (far.tabs || near.tabs || near.clearedTabs) {
    const cleared = new Set((near.clearedTabs ?? []).map((position) => Math.round(position)))
    const kept = (far.tabs ?? []).filter(({ position }) => !cleared.has(Math.round(position)))
    const own = near.tabs ?? []
    const taken = new Set(own.map(({ position }) => Math.round(position)))
    merged.tabs = [...kept.filter(({ position }) => !taken.has(Math.round(position))), ...own]
  }
  return merged
}
