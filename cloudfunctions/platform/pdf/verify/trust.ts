import { OID } from '../../pki/oids'
import { formatName, type Certificate } from './certificate'
import { revocationOf, type RevocationAnswer, type RevocationData } from './revocation'

/**
 * Does the signer's certificate lead to a root that the reader of the report trusts? Its own question: it says who
 * vouches for the name, never whether the file was changed.
 */
export interface TrustReport {
  status:
    | 'trusted'
    | 'unknown-root' // the chain is whole but ends at a root that was not given
    | 'incomplete' // an issuer's certificate is missing
    | 'invalid' // a link does not hold
    | 'expired' // outside its validity at the time of signing
    | 'revoked'
    | 'no-certificate'
  /** subjects from the signer up */
  chain: string[]
  revocation: RevocationAnswer['status']
}

export interface ChainLink {
  certificates: Certificate[]
  /** the last link was checked against a trusted root */
  trusted: boolean
  broken: boolean
}

const MAX_CHAIN = 10

/**
 * The chain from a certificate upwards, trusted roots first. Links are checked when there is a root that could make
 * them worth something. Without roots the chain only names who claims to have issued whom; the first link is then
 * checked when `bound` is false, because nothing else protects what the signer's certificate says.
 */
export function buildChain(
  leaf: Certificate,
  pool: readonly Certificate[],
  roots: readonly Certificate[],
  bound: boolean,
): ChainLink {
  const certificates = [leaf]
  let broken = false
  for (let current = leaf; certificates.length <= MAX_CHAIN;) {
    if (roots.some((root) => root.raw.equals(current.raw))) return { certificates, trusted: true, broken }
    if (current.selfIssued) break
    const named = (other: Certificate) =>
      other.subjectRaw.equals(current.issuerRaw) && !other.raw.equals(current.raw)
    const candidates = [...roots.filter(named), ...pool.filter(named)]
    const checked = roots.length > 0 || (current === leaf && !bound)
    const issuer = checked
      ? candidates.find((candidate) => current.signedBy(candidate) === 'ok')
      : candidates[0]
    if (!issuer) {
      // An issuer with the right name whose key did not make this signature: the certificate was tampered with.
      broken = candidates.length > 0 && candidates.every((candidate) => current.signedBy(candidate) === 'bad')
      break
    }
    if (certificates.some((known) => known.raw.equals(issuer.raw))) break
    certificates.push(issuer)
    current = issuer
  }
  return { certificates, trusted: false, broken }
}

/**
 * @param at the time that counts, epoch ms: the proven time of signing, or now
 * @param data embedded revocation data
 */
export function judgeTrust(chain: ChainLink, at: number, data: RevocationData): TrustReport {
  try {
    return judgeChain(chain, at, data)
  } catch {
    // A name, a date or an extension that cannot be read: nobody vouches for such a certificate.
    return { status: 'invalid', chain: [], revocation: 'unknown' }
  }
}

function judgeChain(chain: ChainLink, at: number, data: RevocationData): TrustReport {
  const { certificates } = chain
  const leaf = certificates[0]
  const say = (status: TrustReport['status'], revocation: RevocationAnswer['status']): TrustReport => ({
    status,
    chain: certificates.map((certificate) => formatName(certificate.subject)),
    revocation,
  })
  if (!leaf) return say('no-certificate', 'unknown')
  if (chain.broken) return say('invalid', 'unknown')
  const issuer = certificates[1]
  // Without a trusted root "good" would prove nothing; a revocation is worth telling in any case.
  const answer = issuer ? revocationOf(leaf, issuer, data, !chain.trusted) : null
  const revocation = answer?.status ?? 'unknown'
  if (answer?.status === 'revoked' && (answer.revokedAt ?? 0) <= at) return say('revoked', revocation)
  const last = certificates[certificates.length - 1] as Certificate
  if (!chain.trusted) return say(last.selfIssued ? 'unknown-root' : 'incomplete', revocation)
  if (certificates.slice(1).some((authority) => !authority.isCa)) return say('invalid', revocation)
  const valid = certificates.every((one) => one.notBefore <= at + CLOCK_SKEW && at <= one.notAfter)
  return say(valid ? 'trusted' : 'expired', revocation)
}

const CLOCK_SKEW = 5 * 60_000

/** Needs no revocation data: a root, or a certificate that says so (OCSP no-check; ETSI EN 319 412-1 §5.2). */
export function needsNoRevocation(certificate: Certificate): boolean {
  return (
    certificate.selfIssued ||
    certificate.extension(OID.ocspNoCheck) !== undefined ||
    certificate.extension('0.4.0.194121.2.1') !== undefined
  )
}
