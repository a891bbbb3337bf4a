import { createHash, type Hash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import type { TimeStamper, ValidationData } from '../pki/keys'
import { PdfError } from './errors'
import { addAnnotations, addFormFields, readFormFields } from './form-fields'
import { name, PdfDict, PdfRef, PdfStream, type PdfValue } from './objects'
import { PdfReader } from './reader'
import { describeRevision, type SignedRevision, signatureFieldDict } from './sign'
import { finishSignature, lockByteRange, signatureDictionary } from './signature-placeholder'
import { IncrementalUpdate } from './writer'

/** Adds a document security store (EN 319 142-1 §5.4.2; level B-LT). Returns the bytes to append. */
export function addDss(base: Buffer, data: ValidationData): Buffer {
  const update = new IncrementalUpdate(PdfReader.open(base))
  writeDss(update, data)
  return update.build().append
}

export type { ValidationData } from '../pki/keys'

export interface Completion {
  timeStamper: TimeStamper
  /** goes into the security store of the same revision, under the stamp: level B-LTA in one update */
  validation?: ValidationData
  /** SHA-256 state fed with the base, when the caller has hashed it already (`readDocument` checks it anyhow) */
  baseHash?: Hash
}

/**
 * The revision that completes a file: its security store (EN 319 142-1 §5.4.2) and a document time stamp (§5.4.3)
 * over everything, so that the signatures can be checked when their certificates have long ended (B-LTA). Adding
 * another one later keeps what is there. The base is neither copied nor, with `baseHash`, hashed again.
 */
export async function completeLongTerm(
  base: Buffer,
  { timeStamper, validation, baseHash }: Completion,
): Promise<SignedRevision> {
  const reader = PdfReader.open(base)
  const update = new IncrementalUpdate(reader)
  if (validation) writeDss(update, validation)
  const capacity = timeStamper.maxTokenBytes ?? 8192
  const stamp = update.add(signatureDictionary({ type: 'DocTimeStamp', subFilter: 'ETSI.RFC3161', capacity }))
  const page = reader.page(0)
  const fieldName = freeName(readFormFields(reader))
  const field = update.add(signatureFieldDict(page, fieldName, [0, 0, 0, 0]).set('V', stamp))
  addFormFields(update, [field])
  addAnnotations(update, page, [field])
  const { append, offsets } = update.build()
  const at = offsets.get(stamp.num) ?? 0
  const prepared = lockByteRange(base, append, at, capacity, baseHash, timeStamper.digest)
  return describeRevision(prepared, finishSignature(prepared, await timeStamper.stamp(prepared.digest)))
}

function freeName(fields: ReadonlyMap<string, unknown>): string {
  for (let i = 1; ; i++) if (!fields.has(`DocumentTimestamp${i}`)) return `DocumentTimestamp${i}`
}

/** Old entries stay; what is in the store already is not added again. */
function writeDss(update: IncrementalUpdate, data: ValidationData): void {
  const { reader } = update
  const catalog = update.current(reader.catalogRef)
  if (!(catalog instanceof PdfDict)) throw new PdfError('damaged', 'no document catalogue')
  const held = catalog.get('DSS')
  const old = reader.getDict(catalog, 'DSS')
  const dss = old?.copy() ?? PdfDict.of({ Type: name('DSS') })
  const merge = (key: string, items: readonly Buffer[] | undefined) => {
    const list: PdfValue[] = [...((old && reader.getArray(old, key)) ?? [])]
    const known = new Set(list.map((item) => hashOfStream(reader, item)))
    for (const item of items ?? []) {
      const hash = sha256(item)
      if (known.has(hash)) continue
      known.add(hash)
      list.push(addData(update, item))
    }
    if (list.length > 0) dss.set(key, list)
  }
  merge('Certs', data.certificates)
  merge('CRLs', data.crls)
  merge('OCSPs', data.ocsps)
  if (held instanceof PdfRef && old) update.set(held, dss)
  else update.set(reader.catalogRef, catalog.copy().set('DSS', update.add(dss)))
}

/** Below this, setting up the compressor costs more than the bytes saved: certificates and answers hardly shrink. */
const WORTH_COMPRESSING = 4096

function addData(update: IncrementalUpdate, data: Buffer): PdfRef {
  return data.length < WORTH_COMPRESSING
    ? update.add(new PdfDict(), data)
    : update.add(PdfDict.of({ Filter: name('FlateDecode') }), deflateSync(data))
}

const sha256 = (data: Buffer): string => createHash('sha256').update(data).digest('base64')

function hashOfStream(reader: PdfReader, value: PdfValue): string {
  const stream = reader.resolve(value)
  return stream instanceof PdfStream ? sha256(reader.decode(stream)) : ''
}
