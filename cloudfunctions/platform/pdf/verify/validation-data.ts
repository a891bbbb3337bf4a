import { isDict, PdfStream, type PdfDict, type PdfValue } from '../objects'
import type { PdfReader } from '../reader'
import { Certificate } from './certificate'

/** What a document security store holds (ISO 32000-2 §12.8.4.3), decoded. */
export interface ValidationData {
  readonly present: boolean
  readonly certificates: readonly Certificate[]
  readonly crls: readonly Buffer[]
  readonly ocsps: readonly Buffer[]
}

const MAX_STREAMS = 2_000

/** The DSS of a revision. Streams are decoded when first asked for; damaged ones are left out. */
export function readValidationData(reader: PdfReader): ValidationData {
  const store = reader.getDict(reader.catalog, 'DSS')
  if (!store) return NO_VALIDATION_DATA
  const dicts: PdfDict[] = [store]
  const related = reader.getDict(store, 'VRI')
  for (const entry of related?.entries.values() ?? []) {
    const dict = reader.resolve(entry)
    if (isDict(dict)) dicts.push(dict)
  }
  const collect = (own: string, inVri: string): Buffer[] => {
    const seen = new Set<PdfStream>()
    return dicts
      .flatMap((dict) => listOf(reader, dict, dict === store ? own : inVri))
      .map((item) => decode(reader, item, seen))
      .filter((bytes) => bytes !== null)
  }
  let certificates: Certificate[] | undefined
  let crls: Buffer[] | undefined
  let ocsps: Buffer[] | undefined
  return {
    present: true,
    get certificates() {
      return (certificates ??= collect('Certs', 'Cert')
        .map((der) => Certificate.read(der))
        .filter((item) => item !== null))
    },
    get crls() {
      return (crls ??= collect('CRLs', 'CRL'))
    },
    get ocsps() {
      return (ocsps ??= collect('OCSPs', 'OCSP'))
    },
  }
}

export const NO_VALIDATION_DATA: ValidationData = { present: false, certificates: [], crls: [], ocsps: [] }

/** A list that cannot be read proves nothing, and takes nothing away from the rest. */
function listOf(reader: PdfReader, dict: PdfDict, key: string): PdfValue[] {
  try {
    return reader.getArray(dict, key) ?? []
  } catch {
    return []
  }
}

function decode(reader: PdfReader, item: PdfValue, seen: Set<PdfStream>): Buffer | null {
  if (seen.size >= MAX_STREAMS) return null
  try {
    const stream = reader.resolve(item)
    if (!(stream instanceof PdfStream) || seen.has(stream)) return null
    seen.add(stream)
    return reader.decode(stream)
  } catch {
    return null
  }
}
