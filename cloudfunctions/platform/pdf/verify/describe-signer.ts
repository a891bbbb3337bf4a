import { OID } from '../../pki/oids'
import { formatName, type Certificate } from './certificate'
import type { SignerReport } from './report'

/** The signer as his certificate names him; null when it cannot be read. */
export function signerReport(certificate: Certificate): SignerReport | null {
  const known = described.get(certificate)
  if (known) return { ...known }
  const report = describe(certificate)
  if (report) described.set(certificate, report)
  return report && { ...report }
}

const described = new WeakMap<Certificate, SignerReport>()

function describe(certificate: Certificate): SignerReport | null {
  try {
    const subject = certificate.subject
    const organization = subject.get(OID.organization) ?? null
    return {
      name: subject.get(OID.commonName) ?? organization ?? formatName(subject),
      organization,
      subject: formatName(subject),
      issuer: formatName(certificate.issuer),
      serialNumber: certificate.serialHex,
      fingerprint: certificate.fingerprint,
      notBefore: certificate.notBefore,
      notAfter: certificate.notAfter,
    }
  } catch {
    return null
  }
}
