import { cadesDetached, cadesSizeBound } from '../../../pki/cms'
import type { Signer, TimeStamper } from '../../../pki/keys'
import { isDict, isName, isRef, isString, type PdfDict, PdfRef, type PdfValue } from '../../objects'
import { PdfReader } from '../../reader'
import { serialize } from '../../serialize'
import { finishSignature, lockByteRange, signatureDictionary } from '../../signature-placeholder'
import type { StringEncryption } from '../../testing/encrypted-files'
import { decodeTextString } from '../../text-string'
import { appendRaw } from './attacker'

/** The trailer entries that keep an encrypted file readable. */
export function encryptedTrailer(file: Buffer): string {
  const { trailer } = PdfReader.open(file)
  return ['Encrypt', 'ID'].map((key) => `/${key} ${serialize(trailer.get(key) ?? null)}`).join('')
}

/** Empty signature fields in the order of the form: by name where it can be read, else by '#number'. */
export function emptyFields(reader: PdfReader): Map<string, { ref: PdfRef; dict: PdfDict }> {
  const out = new Map<string, { ref: PdfRef; dict: PdfDict }>()
  const form = reader.getDict(reader.catalog, 'AcroForm')
  const visit = (ref: PdfValue): void => {
    const dict = reader.resolve(ref)
    if (!isRef(ref) || !isDict(dict)) return
    const title = reader.get(dict, 'T')
    const name = isString(title) && !reader.lock ? decodeTextString(title) : `#${ref.num}`
    if (isName(dict.get('FT'), 'Sig') && !dict.has('V')) out.set(name, { ref, dict })
    for (const kid of reader.getArray(dict, 'Kids') ?? []) visit(kid)
  }
  for (const ref of (form && reader.getArray(form, 'Fields')) ?? []) visit(ref)
  return out
}

export interface EncryptedSigning {
  field: string
  name: string
  date: Date
  /** a number that the file does not use */
  number: number
  signer: Signer
  timeStamper: TimeStamper | undefined
}

/**
 * Signs an encrypted file as other programs do, which the engine refuses: new strings are encrypted, /Contents is not.
 */
export async function signEncrypted(
  file: Buffer,
  strings: StringEncryption,
  request: EncryptedSigning,
): Promise<Buffer> {
  const reader = PdfReader.open(file)
  const field = emptyFields(reader).get(request.field)
  if (!field) throw new Error(`no field ${request.field}`)
  const { number, signer, timeStamper } = request
  const capacity = cadesSizeBound(signer, timeStamper ? (timeStamper.maxTokenBytes ?? 8192) : 0)
  const dictionary = signatureDictionary({
    type: 'Sig',
    subFilter: 'ETSI.CAdES.detached',
    capacity,
    date: request.date,
    name: request.name,
  })
  // What could not be decrypted stays as it was: the object keeps its number.
  const old = reader.lock ? field.dict : strings.value(field.dict, field.ref.num)
  const signed = (isDict(old) ? old : field.dict).set('V', new PdfRef(number))
  const objects = {
    [field.ref.num]: serialize(signed),
    [number]: serialize(strings.value(dictionary, number)),
  }
  const whole = appendRaw(file, objects, encryptedTrailer(file))
  const append = Buffer.from(whole.subarray(file.length))
  const prepared = lockByteRange(file, append, append.indexOf(`${number} 0 obj`), capacity)
  const cms = await cadesDetached(prepared.digest, signer, timeStamper)
  return Buffer.concat([file, finishSignature(prepared, cms)])
}
