import { generateKeyPairSync, sign } from 'node:crypto'
import { issueCertificate, readCertificate } from '../../../pki/certificate'
import * as der from '../../../pki/der'
import { OID } from '../../../pki/oids'
import { PdfRef } from '../../objects'
import { PdfReader } from '../../reader'
import { serialize } from '../../serialize'
import { finishSignature, lockByteRange, signatureDictionary } from '../../signature-placeholder'
import { appendRaw } from './attacker'
import { newHash } from '../new-hash'
import { emptyFields } from './sign-encrypted'

/** How another program writes a CMS. What is left out is as usual: ECDSA on P-256 with SHA-256. */
export interface ForeignCms {
  /** SubjectPublicKeyInfo of the signer */
  publicKey: Buffer
  digestAlgorithm: Buffer
  digest(content: Buffer): Buffer
  signatureAlgorithm: Buffer
  sign(attributes: Buffer): Buffer
  signedDataType?: string
  contentType?: string
}

export function ecdsaCms(): ForeignCms {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    publicKey: publicKey.export({ format: 'der', type: 'spki' }),
    digestAlgorithm: der.sequence(der.oid(OID.sha256)),
    digest: (content) => hash('sha256', content),
    signatureAlgorithm: der.sequence(der.oid(OID.ecdsaWithSha256)),
    sign: (attributes) => sign('sha256', attributes, privateKey),
  }
}

/** A detached CMS over `content`, with a certificate made for it by an authority that nobody knows. */
export async function foreignCms(content: Buffer, parts: ForeignCms): Promise<Buffer> {
  const contentType = parts.contentType ?? OID.data
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const certificate = await issueCertificate(
    {
      subject: { commonName: '外部签署人' },
      publicKey: parts.publicKey,
      notBefore: new Date(Date.now() - 60_000),
      notAfter: new Date(Date.now() + 3_600_000),
      profile: { use: 'document' },
    },
    {
      certificate: null,
      algorithm: 'ecdsa-sha256',
      sign: (body) => Promise.resolve(sign('sha256', body, authority)),
    },
  )
  const { issuer, serial } = readCertificate(certificate)
  const attribute = (type: string, value: Buffer) => der.sequence(der.oid(type), der.set(value))
  const attributes = der.setOf([
    attribute(OID.contentType, der.oid(contentType)),
    attribute(OID.messageDigest, der.octetString(parts.digest(content))),
  ])
  const signerInfo = der.sequence(
    der.integer(1),
    der.sequence(issuer, serial),
    parts.digestAlgorithm,
    der.retag(0xa0, attributes),
    parts.signatureAlgorithm,
    der.octetString(parts.sign(attributes)),
  )
  const data = der.sequence(
    der.integer(1),
    der.set(parts.digestAlgorithm),
    der.sequence(der.oid(contentType)),
    der.contextConstructed(0, certificate),
    der.set(signerInfo),
  )
  return der.sequence(der.oid(parts.signedDataType ?? OID.signedData), der.contextConstructed(0, data))
}

export interface ForeignSigning {
  field: string
  cms?: ForeignCms
  /** further objects of the same update, PDF syntax */
  objects?: Record<number, string>
  /** further entries of the signature dictionary, PDF syntax */
  entries?: string
  /** further entries of the field, PDF syntax */
  fieldEntries?: string
}

/** Signs an empty field as another program does, in an update of its own. */
export async function signForeign(file: Buffer, request: ForeignSigning): Promise<Buffer> {
  const reader = PdfReader.open(file)
  const field = emptyFields(reader).get(request.field)
  if (!field) throw new Error(`no field ${request.field}`)
  const capacity = 4000
  const number = 5000 + reader.sections.length
  const dictionary = serialize(
    signatureDictionary({ type: 'Sig', subFilter: 'adbe.pkcs7.detached', capacity, date: new Date() }),
  )
  const withEntries = (text: string, entries = '') => text.replace(/>>$/, () => `${entries}>>`)
  const signed = serialize(field.dict.copy().set('V', new PdfRef(number)))
  const whole = appendRaw(file, {
    ...request.objects,
    [field.ref.num]: withEntries(signed, request.fieldEntries),
    [number]: withEntries(dictionary, request.entries),
  })
  const append = Buffer.from(whole.subarray(file.length))
  const prepared = lockByteRange(file, append, append.indexOf(`${number} 0 obj`), capacity)
  const [start, end] = prepared.contentsRange
  const covered = Buffer.concat([file, append.subarray(0, start), append.subarray(end)])
  const cms = await foreignCms(covered, request.cms ?? ecdsaCms())
  return Buffer.concat([file, finishSignature(prepared, cms)])
}

const hash = (name: string, content: Buffer): Buffer => newHash(name).update(content).digest()
