import {
  type Approval,
  type ApprovalControl,
  type AttachmentControl,
  type Control,
  type ControlKind,
  type ControlKinds,
  DEFAULT_CAPACITY,
  DEFAULT_MAX_FILES,
  DEFAULT_MAX_ROWS,
  DEFAULT_REMARKS_CAPACITY,
  EDUCATIONS,
  type FileFacts,
  GENDERS,
  type NumberControl,
  type Region,
  type TableControl,
} from './control'
import { readDate } from './date-format'
import { compareDecimals, decimalsOf, isDecimal } from './decimal'

/** What is wrong with a value; the names of the specification where it has one. */
export type ValueErrorCode =
  | 'REQUIRED' // nothing filled in
  | 'LENGTH' // more characters, rows or files than the control takes
  | 'CHARACTER' // a control character, or a line break where there is one line
  | 'OPTION' // not one of the listed options
  | 'NUMBER' // not a number, or out of range
  | 'DATE' // no such day, or written in another way
  | 'EMAIL_INVALID'
  | 'FILE_TYPE'
  | 'FILE_TOO_BIG'
  | 'REGION' // not a province, city and district that belong together
  | 'STATEMENT' // the assembled statement is not the set one
  | 'SHAPE' // not a value of this kind of control at all

export interface ValueError {
  code: ValueErrorCode
  /** the part of a control that has several: a table's cell "2:1" (row, column from 0), `comments`, `remarks` */
  part?: string
  /** the bound that was broken, for the message */
  limit?: number | string
}

/** Names by level: province → city → districts. */
export type Regions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>

export interface CheckOptions {
  /** administrative divisions to check against; without them three non-empty names are taken */
  regions?: Regions
  /** bytes; defaults 5 MB for images, 60 MB for PDF files (contract.md decision 3) */
  maxImageBytes?: number
  maxFileBytes?: number
}

type Check<K extends ControlKind> = (
  control: ControlKinds[K],
  value: unknown,
  options: CheckOptions,
) => ValueError[]

/**
 * Checks what was filled into a control; [] when it is good. `value` may be anything a client sent. Pure: no fonts, no
 * files. That every character can be drawn is `FontSet.missingIn`, that it fits the box is known when it is drawn.
 */
export function checkValue<K extends ControlKind>(
  control: Control<K>,
  value: unknown,
  options: CheckOptions = {},
): ValueError[] {
  if (isEmptyValue(control, value)) {
    if (control.required) return wrong('REQUIRED')
    if (control.kind !== 'approval') return []
  }
  const check: Check<K> = CHECKS[control.kind as K]
  return check(control, value, options)
}

/** Is nothing filled in? */
export function isEmptyValue(control: Control, value: unknown): boolean {
  if (value === null || value === undefined) return true
  if (typeof value === 'string') return isBlank(value)
  // A list of no ticked boxes is an answer where no answer is required.
  if (Array.isArray(value)) return value.length === 0
  if (control.kind === 'region') {
    const region = value as Partial<Region>
    return !region.province && !region.city && !region.district
  }
  if (control.kind === 'approval') {
    const approval = value as Partial<Approval>
    return !approval.comments?.length && !approval.remarks
  }
  return false
}

// Marks of joining and direction, the soft hyphen: characters that leave the box as empty as before.
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/g
const isBlank = (text: string): boolean => text.replace(INVISIBLE, '').trim() === ''

const wrong = (code: ValueErrorCode, limit?: number | string, part?: string): ValueError[] => [
  { code, ...(part === undefined ? {} : { part }), ...(limit === undefined ? {} : { limit }) },
]

/** Characters as people count them for a form: code points of the composed text. */
export const lengthOf = (text: string): number => [...text.normalize('NFC')].length

// C0 and C1 controls, line and paragraph separator, and what turns the direction of the text around it.
const CONTROL_CHARACTERS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/

function checkText(value: unknown, maximum: number, lines: 'one' | 'many', part?: string): ValueError[] {
  if (typeof value !== 'string') return wrong('SHAPE', undefined, part)
  const text = value.replace(/\r\n?/g, '\n')
  if (CONTROL_CHARACTERS.test(text) || (lines === 'one' && text.includes('\n')))
    return wrong('CHARACTER', undefined, part)
  return lengthOf(text) > maximum ? wrong('LENGTH', maximum, part) : []
}

const typed =
  (kind: keyof typeof DEFAULT_CAPACITY, lines: 'one' | 'many') =>
  (control: { maxLength?: number }, value: unknown): ValueError[] =>
    checkText(value, control.maxLength ?? DEFAULT_CAPACITY[kind], lines)

const oneOf = (options: readonly string[], value: unknown): ValueError[] =>
  typeof value !== 'string' ? wrong('SHAPE') : options.includes(value) ? [] : wrong('OPTION')

function someOf(options: readonly string[], value: unknown, part?: string): ValueError[] {
  if (!isStrings(value)) return wrong('SHAPE', undefined, part)
  const known = value.every((item) => options.includes(item))
  return known && new Set(value).size === value.length ? [] : wrong('OPTION', undefined, part)
}

const isStrings = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')

const isDate = ({ format }: ControlKinds['date' | 'signing-date'], value: unknown): ValueError[] =>
  typeof value !== 'string' ? wrong('SHAPE') : readDate(value, format) === null ? wrong('DATE') : []

const CHECKS: { [K in ControlKind]: Check<K> } = {
  text: typed('text', 'one'),
  'multi-line-text': typed('multi-line-text', 'many'),
  'check-boxes': ({ options }, value) => someOf(options, value),
  selector: ({ options }, value) => oneOf(options, value),
  number: checkNumber,
  date: isDate,
  image: (_, value, options) => checkFile(value, IMAGES, options),
  attachment: checkAttachment,
  email: checkEmail,
  address: typed('address', 'many'),
  education: (_, value) => oneOf(EDUCATIONS, value),
  gender: (_, value) => oneOf(GENDERS, value),
  table: checkTable,
  region: (_, value, options) => checkRegion(value, options.regions),
  'signer-information': typed('signer-information', 'one'),
  'signing-opinion': ({ statement }, value) =>
    typeof value !== 'string' ? wrong('SHAPE') : value === statement ? [] : wrong('STATEMENT'),
  approval: checkApproval,
  'signing-date': isDate,
}

function checkNumber(control: NumberControl, value: unknown): ValueError[] {
  if (typeof value !== 'string') return wrong('SHAPE')
  if (!isDecimal(value)) return wrong('NUMBER')
  const { minimum, maximum, decimals } = control
  if (decimals !== undefined && decimalsOf(value) > decimals) return wrong('NUMBER', decimals)
  if (minimum !== undefined && compareDecimals(value, minimum) < 0) return wrong('NUMBER', minimum)
  if (maximum !== undefined && compareDecimals(value, maximum) > 0) return wrong('NUMBER', maximum)
  return typed('number', 'one')(control, value)
}

// The dot-atom form of RFC 5321 with a host name of at least two labels; quoted local parts are not in use.
const EMAIL =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}$/

function checkEmail(control: ControlKinds['email'], value: unknown): ValueError[] {
  if (typeof value !== 'string') return wrong('SHAPE')
  const local = value.lastIndexOf('@')
  if (value.length > 254 || local > 64 || !EMAIL.test(value)) return wrong('EMAIL_INVALID')
  return typed('email', 'one')(control, value)
}

const IMAGES = ['png', 'jpg', 'jpeg', 'bmp']
/** Other office files become PDF before they are attached. */
const PAGE_FILES = [...IMAGES, 'pdf']
const MB = 1024 * 1024

const isFile = (value: unknown): value is FileFacts =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as FileFacts).fileName === 'string' &&
  typeof (value as FileFacts).size === 'number'

/** By name only: whether the bytes are such an image is known when they are decoded. */
function checkFile(
  value: unknown,
  types: readonly string[],
  options: CheckOptions,
  part?: string,
): ValueError[] {
  if (!isFile(value)) return wrong('SHAPE', undefined, part)
  const type = /\.([a-z]+)$/i.exec(value.fileName)?.[1]?.toLowerCase() ?? ''
  if (!types.includes(type)) return wrong('FILE_TYPE', types.join(' '), part)
  const maximum = type === 'pdf' ? (options.maxFileBytes ?? 60 * MB) : (options.maxImageBytes ?? 5 * MB)
  return value.size > maximum ? wrong('FILE_TOO_BIG', maximum / MB, part) : []
}

function checkAttachment(control: AttachmentControl, value: unknown, options: CheckOptions): ValueError[] {
  if (!Array.isArray(value)) return wrong('SHAPE')
  const maximum = control.maxFiles ?? DEFAULT_MAX_FILES
  if (value.length > maximum) return wrong('LENGTH', maximum)
  const types = control.placement === 'inside' ? IMAGES : PAGE_FILES
  return value.flatMap((file: unknown, i) => checkFile(file, types, options, String(i)))
}

const MAX_CELL = 500

function checkTable({ columns, maxRows = DEFAULT_MAX_ROWS }: TableControl, value: unknown): ValueError[] {
  if (!Array.isArray(value) || !value.every(isStrings)) return wrong('SHAPE')
  if (value.length > maxRows) return wrong('LENGTH', maxRows)
  if (value.some((row) => row.length !== columns.length)) return wrong('SHAPE')
  return value.flatMap((row, r) => row.flatMap((cell, c) => checkText(cell, MAX_CELL, 'many', `${r}:${c}`)))
}

/**
 * Some provinces have no level below them in the list (the SARs and Taiwan in the national code table): there, and
 * only there, the lower names may be empty.
 */
function checkRegion(value: unknown, regions?: Regions): ValueError[] {
  if (typeof value !== 'object' || value === null) return wrong('SHAPE')
  const { province, city, district } = value as Record<keyof Region, unknown>
  if (!isStrings([province, city, district])) return wrong('SHAPE')
  const [p, c, d] = [province, city, district].map(String) as [string, string, string]
  for (const name of [p, c, d]) {
    const bad = checkText(name, 30, 'one')
    if (bad.length > 0) return bad
  }
  if (!regions) return [p, c, d].some(isBlank) ? wrong('REGION') : []
  const cities = own(regions, p)
  if (!cities) return wrong('REGION')
  if (Object.keys(cities).length === 0) return c === '' && d === '' ? [] : wrong('REGION')
  const districts = own(cities, c)
  if (!districts) return wrong('REGION')
  return (districts.length === 0 ? d === '' : districts.includes(d)) ? [] : wrong('REGION')
}

const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined

function checkApproval({ comments, remarks }: ApprovalControl, value: unknown): ValueError[] {
  // Each half says for itself whether it must be filled, also when nothing was sent at all.
  if (typeof value !== 'object' && value !== undefined) return wrong('SHAPE')
  const approval = (value ?? {}) as { comments?: unknown; remarks?: unknown }
  const chosen = approval.comments ?? []
  const written = approval.remarks ?? ''
  const errors = someOf(comments?.options ?? [], chosen, 'comments')
  if (errors.length === 0 && comments && Array.isArray(chosen)) {
    if (comments.required && chosen.length === 0) errors.push(...wrong('REQUIRED', undefined, 'comments'))
    if (comments.choice === 'single' && chosen.length > 1) errors.push(...wrong('OPTION', 1, 'comments'))
  }
  const maximum = remarks ? (remarks.maxLength ?? DEFAULT_REMARKS_CAPACITY) : 0
  errors.push(...checkText(written, maximum, 'many', 'remarks'))
  if (remarks?.required && typeof written === 'string' && isBlank(written))
    errors.push(...wrong('REQUIRED', undefined, 'remarks'))
  return errors
}
