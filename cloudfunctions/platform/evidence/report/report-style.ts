import type {
  Border,
  FlowBlock,
  FlowInline,
  FlowParagraph,
  FlowTable,
  TableCell,
  TableRow,
  TextStyle,
} from '../../flow/model'

/** How the report looks: ink on white, quiet lines, one accent for warnings. Points. */
export const colors = {
  ink: '#1f2a37',
  soft: '#686d76',
  line: '#d9d6ce',
  shade: '#f6f4ee',
  done: '#15703f',
  refused: '#9b2c2c',
  wait: '#8f5a0f',
} as const

/** A label in both languages, Chinese first. */
export type Label = readonly [zh: string, en: string]
export type Tone = 'plain' | 'done' | 'refused' | 'wait'

const toneColor: Record<Tone, string> = {
  plain: colors.ink,
  done: colors.done,
  refused: colors.refused,
  wait: colors.wait,
}

export const style = (size: number, change: Partial<TextStyle> = {}): TextStyle => ({
  face: 'hei',
  size,
  color: colors.ink,
  ...change,
})

const thin: Border = { style: 'single', width: 0.5, color: colors.line }

/** A paragraph; line breaks in the text begin new lines. */
export function paragraph(
  text: string,
  textStyle: TextStyle,
  change: Partial<FlowParagraph> = {},
): FlowParagraph {
  const lines = text.split('\n').map((line): FlowInline => ({ kind: 'text', text: line, style: textStyle }))
  const inlines = lines.flatMap((line, i): FlowInline[] =>
    i === 0 ? [line] : [{ kind: 'break', what: 'line' }, line],
  )
  return { kind: 'paragraph', inlines, style: textStyle, snapToGrid: false, ...change }
}

/** A numbered heading with its English name behind it, an entry of the outline too. */
export function heading([zh, en]: Label): FlowParagraph {
  const big = style(14, { bold: true })
  return {
    kind: 'paragraph',
    inlines: [
      { kind: 'text', text: zh, style: big },
      { kind: 'text', text: `  ${en}`, style: style(9, { color: colors.soft }) },
    ],
    style: big,
    outlineLevel: 1,
    keepWithNext: true,
    spacing: { before: 18, after: 6 },
    snapToGrid: false,
  }
}

export const subheading = (text: string): FlowParagraph =>
  paragraph(text, style(10.5, { bold: true }), { keepWithNext: true, spacing: { before: 10, after: 4 } })

export interface Fact {
  label: Label
  value: string
  tone?: Tone
}

/** Facts under each other: the name at the left in both languages, what is so at the right. */
export function factTable(facts: readonly Fact[]): FlowTable {
  return table(
    [128, 355],
    facts.map(({ label: [zh, en], value, tone = 'plain' }) => [
      {
        blocks: [
          paragraph(zh, style(9)),
          paragraph(en, style(7, { color: colors.soft }), { spacing: { before: 1 } }),
        ],
        shading: colors.shade,
      },
      { blocks: [paragraph(value, style(9, { color: toneColor[tone], bold: tone !== 'plain' }))] },
    ]),
  )
}

/** A table with a head that is repeated on each page. */
export function gridTable(columns: number[], head: readonly Label[], rows: readonly string[][]): FlowTable {
  const grid = table(
    columns,
    rows.map((row) => row.map((text) => ({ blocks: [paragraph(text, style(8))] }))),
  )
  const top: TableRow = {
    header: true,
    cantSplit: true,
    cells: head.map(([zh, en]) =>
      cell({
        blocks: [
          paragraph(zh, style(8.5, { bold: true })),
          paragraph(en, style(6.5, { color: colors.soft })),
        ],
        shading: colors.shade,
      }),
    ),
  }
  return { ...grid, rows: [top, ...grid.rows] }
}

function table(columns: number[], rows: readonly TableCell[][]): FlowTable {
  return {
    kind: 'table',
    columns,
    padding: { top: 4, bottom: 4, left: 6, right: 6 },
    rows: rows.map((cells) => ({ cantSplit: true, cells: cells.map(cell) })),
  }
}

const cell = (content: TableCell): TableCell => ({
  borders: { top: thin, bottom: thin, left: thin, right: thin },
  verticalAlign: 'center',
  ...content,
})

/** A framed sentence that nobody may overlook. */
export function notice(text: string, tone: Exclude<Tone, 'plain'>): FlowParagraph {
  const color = toneColor[tone]
  const border: Border = { style: 'single', width: 1, color, space: 6 }
  return paragraph(text, style(10, { color, bold: true }), {
    borders: { top: border, bottom: border, left: border, right: border },
    spacing: { before: 12, after: 10 },
    indent: { left: 7, right: 7 },
    keepLines: true,
  })
}

export const note = (text: string): FlowBlock =>
  paragraph(text, style(8, { color: colors.soft }), {
    spacing: { before: 4, after: 2, line: { rule: 'multiple', factor: 1.25 } },
  })

/** `2026-11-22 13:04:05 +08:00`: Shanghai has known no other offset since 1991. */
export function shanghai(at: unknown): string {
  if (typeof at !== 'number' || !Number.isFinite(at) || Math.abs(at) > 8e15) return '—'
  const local = new Date(at + 8 * 3_600_000).toISOString()
  return `${local.slice(0, 10)} ${local.slice(11, 19)} +08:00`
}
