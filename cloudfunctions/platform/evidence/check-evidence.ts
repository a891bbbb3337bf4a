import { createHash } from 'node:crypto'
import { OID } from '../pki/oids'
import { Certificate } from '../pdf/verify/certificate'
import { checkSigner, contentOf, readSignedData } from '../pdf/verify/cms'
import { checkTimeStamp, signatureValueContent } from '../pdf/verify/time-stamp'
import { buildChain, judgeTrust, type TrustReport } from '../pdf/verify/trust'
import { readCertificates } from '../pdf/verify/read-certificates'
import { checkChain, type AuditEvent } from './audit-chain'
import { evidencePackage, sealedBytes, type EvidencePackage } from './evidence-package'

export type EvidenceFault =
  | 'not-evidence' // not JSON, or not this format
  | 'seal-unreadable'
  | 'seal-broken' // the content was changed after it was sealed
  | 'seal-unchecked' // unknown algorithm, or the certificate is missing
  | 'certificate-forged'
  | 'time-stamp-missing'
  | 'time-stamp-broken'
  | 'chain-broken'
  | 'contract-differs' // the chain speaks of another contract
  | 'file-not-in-chain' // a listed file's hash stands in no event
  | 'pdf-differs' // the given PDF is none of the listed files
  | 'pdf-is-earlier' // the given PDF is an earlier revision, not the last one
  | 'report-broken' // the printed report was changed, or carries fewer signatures than it was made with
  | 'report-unchecked' // the report's signatures could not be fully checked
  | 'report-of-other' // the report was signed with another key than the package inside it
  | 'pages-differ' // the report's pages are not those that this version makes of the package

export interface EvidenceFinding {
  fault: EvidenceFault
  severity: 'tampered' | 'doubt' | 'warning'
  /** event or file number, or empty */
  subject: string
}

export interface EvidenceReport {
  verdict: 'intact' | 'tampered' | 'unreadable' | 'indeterminate'
  contract: { id: string; name: string | null } | null
  events: number
  files: number
  /** SHA-256 of the package as it was read, hex */
  sha256: string
  /** who sealed the package */
  sealedBy: string | null
  /** proven time of the seal, epoch ms; null without a valid time stamp */
  sealedAt: number | null
  trust: TrustReport['status']
  /** SHA-256 of the seal's certificate, hex; null when it is missing */
  certificate: string | null
  findings: EvidenceFinding[]
}

export interface CheckEvidenceOptions {
  /** trusted roots, DER or PEM */
  roots?: readonly Buffer[]
  /** the contract's PDF, to be found in the chain by its hash */
  pdf?: Uint8Array
}

/**
 * Checks an evidence package without the server that made it: seal, time stamp, every link of the chain, the files'
 * hashes, and the PDF when it is given. As with PDFs, an unknown root does not change the verdict. Never throws.
 */
export function checkEvidence(json: string, options: CheckEvidenceOptions = {}): EvidenceReport {
  const evidence = parse(json)
  if (!evidence)
    return report('unreadable', json, null, [{ fault: 'not-evidence', severity: 'doubt', subject: '' }])
  const findings: EvidenceFinding[] = []
  const say = (fault: EvidenceFault, severity: EvidenceFinding['severity'], subject: string | number = '') =>
    void findings.push({ fault, severity, subject: String(subject) })
  const chain = evidence.chain as AuditEvent[]
  for (const { index, fault } of checkChain(chain)) say('chain-broken', 'tampered', `${index + 1}: ${fault}`)
  if (chain.some((event) => event.contractId !== evidence.contract.id)) say('contract-differs', 'tampered')
  checkFiles(evidence, options.pdf, say)
  const seal = checkSeal(evidence, options.roots ?? [], say)
  const verdict = verdictOf(findings)
  return { ...report(verdict, json, evidence, findings), ...seal }
}

/** The gravest finding decides. */
export const verdictOf = (findings: readonly EvidenceFinding[]): EvidenceReport['verdict'] => {
  if (findings.some((finding) => finding.severity === 'tampered')) return 'tampered'
  return findings.some((finding) => finding.severity === 'doubt') ? 'indeterminate' : 'intact'
}

type Say = (fault: EvidenceFault, severity: EvidenceFinding['severity'], subject?: string | number) => void

function parse(json: string): EvidencePackage | null {
  try {
    // The parsed value is used as it came, not as the schema gives it back: the hashes cover every field.
    const value: unknown = JSON.parse(json)
    return evidencePackage.safeParse(value).success ? (value as EvidencePackage) : null
  } catch {
    return null
  }
}

function report(
  verdict: EvidenceReport['verdict'],
  json: string,
  evidence: EvidencePackage | null,
  findings: EvidenceFinding[],
): EvidenceReport {
  return {
    verdict,
    contract: evidence ? { id: evidence.contract.id, name: evidence.contract.name ?? null } : null,
    events: evidence?.chain.length ?? 0,
    files: evidence?.files.length ?? 0,
    sha256: createHash('sha256').update(json).digest('hex'),
    sealedBy: null,
    sealedAt: null,
    trust: 'no-certificate',
    certificate: null,
    findings,
  }
}

function checkFiles(evidence: EvidencePackage, pdf: Uint8Array | undefined, say: Say): void {
  const said = new Set<string>()
  for (const event of evidence.chain) collectStrings(event.data, said)
  for (const file of evidence.files) {
    if (!said.has(file.sha256)) say('file-not-in-chain', 'tampered', file.revision)
  }
  if (!pdf) return
  const hash = createHash('sha256').update(pdf).digest('hex')
  const listed = evidence.files.filter((file) => file.sha256 === hash)
  const last = Math.max(...evidence.files.map((file) => file.revision))
  if (listed.length === 0) say('pdf-differs', 'tampered')
  else if (listed.every((file) => file.revision < last)) say('pdf-is-earlier', 'doubt', listed[0]?.revision)
}

function collectStrings(value: unknown, into: Set<string>, depth = 0): void {
  if (depth > 64) return
  if (typeof value === 'string') into.add(value)
  else if (value && typeof value === 'object') {
    for (const item of Object.values(value)) collectStrings(item, into, depth + 1)
  }
}

function checkSeal(
  evidence: EvidencePackage,
  roots: readonly Buffer[],
  say: Say,
): Pick<EvidenceReport, 'sealedBy' | 'sealedAt' | 'trust' | 'certificate'> {
  const none = { sealedBy: null, sealedAt: null, trust: 'no-certificate', certificate: null } as const
  try {
    const data = readSignedData(Buffer.from(evidence.seal.cms, 'base64'))
    const signer = data.signers[0]
    if (!signer || data.signers.length > 1 || data.content) throw new TypeError('not a detached seal')
    const check = checkSigner(data, signer, contentOf(sealedBytes(evidence)))
    if (check.answer === 'broken') say('seal-broken', 'tampered')
    if (check.answer === 'unknown') say('seal-unchecked', 'doubt')
    const token = signer.unsignedAttributes.get(OID.signatureTimeStamp)?.children[0]
    const stamp = token ? checkTimeStamp(token.raw, signatureValueContent(signer.signature)) : null
    if (!stamp) say('time-stamp-missing', 'doubt')
    else if (stamp.answer !== 'ok') say('time-stamp-broken', stamp.answer === 'broken' ? 'tampered' : 'doubt')
    if (!check.certificate) return none
    const listed = evidence.certificates.map((text) => Certificate.read(Buffer.from(text, 'base64')))
    const pool = [...data.certificates, ...listed.filter((item) => item !== null)]
    const chain = buildChain(check.certificate, pool, roots.flatMap(readCertificates), check.certificateBound)
    if (chain.broken) say('certificate-forged', 'tampered')
    const sealedAt = stamp?.answer === 'ok' ? stamp.time : null
    const trust = judgeTrust(chain, sealedAt ?? Date.now(), { crls: data.crls, ocsps: [] })
    const subject = check.certificate.subject
    const sealedBy = subject.get(OID.commonName) ?? subject.get(OID.organization) ?? null
    return { sealedBy, sealedAt, trust: trust.status, certificate: check.certificate.fingerprint }
  } catch {
    say('seal-unreadable', 'tampered')
    return none
  }
}
