/** A cell's place, from 0. */
export interface CellPlace {
  row: number
  column: number
}

/** A block of cells, ends included, from 0. */
export interface CellRange {
  top: number
  left: number
  bottom: number
  right: number
}

/** Last row and column of a sheet (ISO 29500-1 §18.3.1.73 by what Excel takes). */
export const LAST_ROW = 1_048_575
export const LAST_COLUMN = 16_383

/** `B3` or `$B$3`; null when it is none. */
export function parseCell(text: string): CellPlace | null {
  const [, letters = '', digits = ''] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(text) ?? []
  if (!letters) return null
  const place = { row: Number(digits) - 1, column: columnOf(letters) }
  return place.row >= 0 && place.row <= LAST_ROW && place.column <= LAST_COLUMN ? place : null
}

/** `A1:C5`, `A:C`, `1:3` or one cell; null when it is none. */
export function parseRange(text: string): CellRange | null {
  const [from = '', to = from] = text.replaceAll('$', '').split(':')
  if (/^[A-Z]{1,3}$/i.test(from) && /^[A-Z]{1,3}$/i.test(to))
    return { top: 0, bottom: LAST_ROW, left: columnOf(from), right: columnOf(to) }
  if (/^\d{1,7}$/.test(from) && /^\d{1,7}$/.test(to))
    return { top: Number(from) - 1, bottom: Number(to) - 1, left: 0, right: LAST_COLUMN }
  const [start, end] = [parseCell(from), parseCell(to)]
  if (!start || !end) return null
  return {
    top: Math.min(start.row, end.row),
    bottom: Math.max(start.row, end.row),
    left: Math.min(start.column, end.column),
    right: Math.max(start.column, end.column),
  }
}

/** Ranges of a defined name such as `'劳动 合同'!$A$1:$C$5,'劳动 合同'!$E$1`; references to other things are left out. */
export function rangesOfName(text: string): CellRange[] {
  const parts = text.match(/(?:'(?:[^']|'')*'|[^,'])+/g) ?? []
  return parts.flatMap((part) => parseRange(part.slice(part.lastIndexOf('!') + 1).trim()) ?? [])
}

/** `B3` of a place. */
export function cellName({ row, column }: CellPlace): string {
  let letters = ''
  for (let n = column; n >= 0; n = Math.floor(n / 26) - 1)
    letters = String.fromCharCode(65 + (n % 26)) + letters
  return `${letters}${row + 1}`
}

function columnOf(letters: string): number {
  let column = 0
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}
