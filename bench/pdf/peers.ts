import { createRequire } from 'node:module'
import { PDFDocument, PDFHexString, PDFName, PDFString } from 'pdf-lib'
import { cadesDetached } from '../../cloudfunctions/platform/pki/cms'
import type { Signer } from '../../cloudfunctions/platform/pki/keys'
import type { LocalPki } from '../../cloudfunctions/platform/pki/local-pki'
import { createHash } from 'node:crypto'
import type { Identity } from './identities'

/** @libpdf/core signs invisibly and gives back a whole file: the call that Documenso makes. */
export async function libpdfSign(base: Buffer, signer: Signer, pki: LocalPki): Promise<unknown> {
  const { PDF } = await import('@libpdf/core')
  const pdf = await PDF.load(base)
  return pdf.sign({
    signer: {
      certificate: signer.certificate,
      certificateChain: [],
      keyType: 'RSA',
      signatureAlgorithm: 'RSASSA-PKCS1-v1_5',
      sign: (data: Uint8Array) => signer.sign(Buffer.from(data)),
    },
    timestampAuthority: { timestamp: (digest: Uint8Array) => pki.timeStamper().stamp(Buffer.from(digest)) },
    level: 'B-T',
  })
}

/** @signpdf with its plain placeholder: level B-B at most, no time stamp. */
export async function signpdfSign(base: Buffer, p12: Buffer): Promise<unknown> {
  const { plainAddPlaceholder } = await import('@signpdf/placeholder-plain')
  const { P12Signer } = await import('@signpdf/signer-p12')
  const { SignPdf } = await import('@signpdf/signpdf')
  const prepared = plainAddPlaceholder({
    pdfBuffer: base,
    reason: 'bench',
    contactInfo: '',
    name: 'bench',
    location: '',
    signatureLength: 8192,
    widgetRect: [60, 60, 179, 179],
  })
  return new SignPdf().sign(prepared, new P12Signer(p12, { passphrase: '' }))
}

const CONTENTS = 8192
const STARS = '/**********'

/**
 * pdf-lib's maintained fork (@cantoo/pdf-lib) by hand: field and signature dictionary through its API, incremental
 * save, then our own CMS with a time stamp into the placeholder. Invisible.
 */
export async function pdfLibSign(base: Buffer, signer: Signer, pki: LocalPki): Promise<unknown> {
  const document = await PDFDocument.load(base, { forIncrementalUpdate: true, updateMetadata: false })
  const { context } = document
  const signature = context.register(
    context.obj({
      Type: 'Sig',
      Filter: 'Adobe.PPKLite',
      SubFilter: 'ETSI.CAdES.detached',
      ByteRange: [0, PDFName.of(STARS.slice(1)), PDFName.of(STARS.slice(1)), PDFName.of(STARS.slice(1))],
      Contents: PDFHexString.of('0'.repeat(2 * CONTENTS)),
      M: PDFString.fromDate(new Date()),
    }),
  )
  const page = document.getPage(0)
  const field = context.register(
    context.obj({
      Type: 'Annot',
      Subtype: 'Widget',
      FT: 'Sig',
      T: PDFString.of('bench'),
      Rect: [0, 0, 0, 0],
      F: 132,
      P: page.ref,
      V: signature,
    }),
  )
  page.node.addAnnot(field)
  const form = document.catalog.getOrCreateAcroForm()
  form.addField(field)
  form.dict.set(PDFName.of('SigFlags'), context.obj(3))
  const saved = Buffer.from(await document.save({ useObjectStreams: false, updateFieldAppearances: false }))
  if (!saved.subarray(0, base.length).equals(base)) throw new Error('the earlier bytes were not kept')
  const token = saved.indexOf(`<${'0'.repeat(2 * CONTENTS)}>`, base.length, 'latin1')
  const end = token + 2 * CONTENTS + 2
  for (const value of [token, end, saved.length - end]) {
    const at = saved.indexOf(STARS, base.length, 'latin1')
    saved.write(String(value).padEnd(STARS.length), at, 'latin1')
  }
  const digest = createHash('sha256').update(saved.subarray(0, token)).update(saved.subarray(end)).digest()
  const cms = await cadesDetached(digest, signer, pki.timeStamper())
  saved.write(cms.toString('hex'), token + 1, 'latin1')
  return saved
}

interface Forge {
  pki: { privateKeyFromAsn1(a: unknown): unknown; certificateFromAsn1(a: unknown): unknown }
  asn1: { fromDer(bytes: string): unknown; toDer(a: unknown): { getBytes(): string } }
  pkcs12: { toPkcs12Asn1(key: unknown, certs: unknown[], password: string, options: object): unknown }
  util: object
}

/** The identity as the PKCS#12 file that @signpdf wants. */
export function pkcs12Of({ key, signer }: Identity): Buffer {
  const require = createRequire(createRequire(import.meta.url).resolve('@signpdf/signer-p12'))
  const forge = require('node-forge') as Forge
  const asn1 = (der: Buffer) => forge.asn1.fromDer(der.toString('latin1'))
  const pkcs8 = key.export()
  const inner = pkcs8.subarray(pkcs8.indexOf(Buffer.from([0x30, 0x82]), 20)) // RSAPrivateKey inside PrivateKeyInfo
  const p12 = forge.pkcs12.toPkcs12Asn1(
    forge.pki.privateKeyFromAsn1(asn1(inner)),
    [forge.pki.certificateFromAsn1(asn1(signer.certificate))],
    '',
    { algorithm: '3des' },
  )
  return Buffer.from(forge.asn1.toDer(p12).getBytes(), 'latin1')
}
