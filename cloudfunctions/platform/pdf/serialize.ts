import {
  type PdfDict,
  type PdfName,
  type PdfRef,
  type PdfStream,
  type PdfString,
  type PdfValue,
  type RawToken,
} from './objects'

/**
 * Shortest form with at most five decimals; never exponent notation, which PDF does not know. Error: RangeError for
 * what is no number, so that a wrong figure stops the writing instead of spoiling the file.
 */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} in a PDF`)
  if (Number.isInteger(value)) return Math.abs(value) < 1e15 ? String(value) : BigInt(value).toString()
  return String(Math.round(value * 1e5) / 1e5)
}

const escapeName = (text: string): string =>
  text.replace(/[^!-~]|[#()<>[\]{}/%]/g, (c) => `#${c.charCodeAt(0).toString(16).padStart(2, '0')}`)

/** A value in PDF syntax (ISO 32000-2 §7.3), Latin-1 text. Strings go out in hexadecimal: nothing needs escaping. */
export function serialize(value: PdfValue): string {
  if (value === null) return 'null'
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return formatNumber(value)
  if (Array.isArray(value)) return `[${value.map(serialize).join(' ')}]`
  switch (value.kind) {
    case 'name':
      return serializeName(value)
    case 'ref':
      return serializeRef(value)
    case 'string':
      return serializeString(value)
    case 'dict':
      return serializeDict(value)
    case 'raw':
      return serializeRaw(value)
    case 'stream':
      return serializeStreamInPlace(value)
  }
}

const serializeName = (value: PdfName): string => `/${escapeName(value.value)}`
const serializeRef = (value: PdfRef): string => `${value.num} ${value.gen} R`
const serializeString = (value: PdfString): string => `<${value.bytes.toString('hex')}>`
const serializeRaw = (value: RawToken): string => value.text

function serializeDict(dict: PdfDict): string {
  let out = '<<'
  for (const [key, value] of dict.entries) out += `/${escapeName(key)} ${serialize(value)}`
  return `${out}>>`
}

function serializeStreamInPlace(_: PdfStream): never {
  throw new TypeError('a stream can only be written as an indirect object')
}
