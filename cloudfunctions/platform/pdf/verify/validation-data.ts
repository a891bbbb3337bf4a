import { isDict, PdfStream, type PdfDict, type PdfValue } from '../objects'
import type { PdfReader } from '../reader'
import { Certificate } from './certificate'

/** What a document security store holds (ISO 32000-2 §12.8.4.3), decoded. */
export interface ValidationData {
  present: boolean
  certificates: Certificate[]
  crls: Buffer[]
  ocsps: Buffer[]
}

const MAX_STREAMS = 2_000

/** Reads the DSS of a revision. Damaged streams are left out. */
export function readValidationData(reader: PdfReader): ValidationData {
  const store = reader.getDict(reader.catalog, 'DSS')
  const data: ValidationData = { present: store !== null, certificates: [], crls: [], ocsps: [] }
  if (!store) return data
  const seen = new Set<PdfStream>()
  const streams = (dict: PdfDict, key: string): Buffer[] => {
    const out: Buffer[] = []
    for (const item of reader.getArray(dict, key) ?? []) {
      const bytes = decode(reader, item, seen)
      if (bytes) out.push(bytes)
    }
    return out
  }
  const collect = (dict: PdfDict, keys: [string, string, string]) => {
    for (const bytes of streams(dict, keys[0])) {
      const certificate = Certificate.read(bytes)
      if (certificate) data.certificates.push(certificate)
    }
    data.crls.push(...streams(dict, keys[1]))
    data.ocsps.push(...streams(dict, keys[2]))
  }
  collect(store, ['Certs', 'CRLs', 'OCSPs'])
  const related = reader.getDict(store, 'VRI')
  for (const entry of related?.entries.values() ?? []) {
    const dict = reader.resolve(entry)
    if (isDict(dict)) collect(dict, ['Cert', 'CRL', 'OCSP'])
  }
  return data
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
