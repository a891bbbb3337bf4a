import {
  BINDING_EXTENSION,
  type CertificateBinding,
  type CertificateSubject,
  distinguishedName,
  signatureAlgorithmId,
} from './certificate'
import * as der from './der'
import { readDer } from './der-reader'
import type { LocalKey } from './local-key'
import { OID } from './oids'

/**
 * A PKCS#10 certification request (RFC 2986) for a key of ours, signed with it as proof of possession. DER.
 * A binding is asked for as an extension; the authority may leave it out.
 */
export async function certificationRequest(
  key: LocalKey,
  subject: CertificateSubject,
  binding?: CertificateBinding,
): Promise<Buffer> {
  const attributes = binding
    ? der.sequence(
        der.oid(OID.extensionRequest),
        der.set(
          der.sequence(
            der.sequence(
              der.oid(BINDING_EXTENSION),
              der.octetString(
                der.sequence(der.utf8String(binding.contractId), der.octetString(binding.digest)),
              ),
            ),
          ),
        ),
      )
    : der.EMPTY
  const info = der.sequence(
    der.integer(0),
    distinguishedName(subject),
    key.publicKey,
    der.contextConstructed(0, attributes),
  )
  return der.sequence(info, signatureAlgorithmId(key.algorithm), der.bitString(await key.sign(info)))
}

/** Certificates of a certs-only CMS (RFC 5652 §5, RFC 7030 §4.1.3), DER. Error: DerError. */
export function certificatesOnly(cms: Buffer): Buffer[] {
  const outer = readDer(cms, { depth: 16 }).expect(0x30)
  if (outer.child(0).oid !== OID.signedData) return []
  const certificates = outer.child(1).child(0).find(0xa0)
  return (certificates?.children ?? []).filter((item) => item.is(0x30)).map((item) => item.raw)
}
