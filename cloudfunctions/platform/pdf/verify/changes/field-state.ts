import { isDict, isName, isRef, isString, PdfDict, PdfStream, type PdfValue } from '../../objects'
import type { PdfReader } from '../../reader'

const PUSH_BUTTON = 1 << 16

/** A field's attribute, its own or inherited from its parents (ISO 32000-2 §12.7.4.1). */
export function inherited(reader: PdfReader, num: number, key: string): PdfValue {
  let dict: PdfValue = reader.object(num)
  for (let guard = 0; isDict(dict) && guard < 32; guard++) {
    const value = reader.get(dict, key)
    if (value !== null) return value
    dict = reader.get(dict, 'Parent')
  }
  return null
}

/** A signature field whose value is a signature dictionary. */
export const isSigned = (reader: PdfReader, num: number): boolean => isDict(inherited(reader, num, 'V'))

/** Has somebody already put something into this field? Then nobody may put something else there. */
export function isFilled(reader: PdfReader, num: number): boolean {
  const type = inherited(reader, num, 'FT')
  const flags = inherited(reader, num, 'Ff')
  const pushButton = isName(type, 'Btn') && typeof flags === 'number' && (flags & PUSH_BUTTON) !== 0
  if (pushButton || type === null) return paintsSomething(reader, num)
  return !isEmpty(inherited(reader, num, 'V'))
}

function isEmpty(value: PdfValue): boolean {
  if (value === null) return true
  if (isString(value))
    return value.bytes.length === 0 || (value.bytes.length === 2 && value.bytes[0] === 0xfe)
  if (isName(value)) return value.value === 'Off' || value.value === ''
  if (Array.isArray(value)) return value.length === 0
  return false
}

/** Does any appearance stream of the widget contain an operator that leaves marks on the page? */
export function paintsSomething(reader: PdfReader, num: number): boolean {
  const dict = reader.object(num)
  if (!isDict(dict)) return false
  const look = (value: PdfValue, depth: number): boolean => {
    const target = isRef(value) ? reader.resolve(value) : value
    if (target instanceof PdfStream) return streamPaints(reader, target)
    if (target instanceof PdfDict && depth < 3)
      return [...target.entries.values()].some((v) => look(v, depth + 1))
    return false
  }
  return look(dict.get('AP') ?? null, 0)
}

// Path painting, shading, XObjects, text showing, inline images (ISO 32000-2 annex A).
const PAINTING = /(?:^|[\s\])>])(?:S|s|f\*?|F|B\*?|b\*?|sh|Do|Tj|TJ|'|"|BI)(?=$|[\s[(</%])/

function streamPaints(reader: PdfReader, stream: PdfStream): boolean {
  if (stream.raw.length === 0) return false
  try {
    return PAINTING.test(reader.decode(stream).toString('latin1'))
  } catch {
    return true // what cannot be read is not taken for empty
  }
}
