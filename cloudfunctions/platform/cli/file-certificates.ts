import { PdfReader } from '../pdf/reader'
import { Certificate } from '../pdf/verify/certificate'
import { collectSignatures } from '../pdf/verify/collect-signatures'

/** Signer certificates of all signatures in a file that were issued by whoever issued `own`, DER. */
export function siblingCertificates(file: Buffer, own: Buffer): Buffer[] {
  const issuer = Certificate.read(own)?.issuerRaw
  const { signatures } = collectSignatures(file, PdfReader.open(file), () => [])
  return signatures.flatMap(({ crypto: { certificate } }) =>
    certificate && issuer && certificate.issuerRaw.equals(issuer) ? [certificate.raw] : [],
  )
}
