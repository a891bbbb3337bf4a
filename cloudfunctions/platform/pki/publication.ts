import type { Authorities } from './authorities'
import { publishedName } from './authority'
import type { SignatureSuite, ValidationData } from './keys'
import { ocspFailure, type OcspQuery, readOcspRequest } from './revocation'
import type { PublishedCrl } from './revocation-status'

/** A file that relying parties fetch: a CA's certificate or its revocation list. */
export type PublishedFile = { kind: 'certificate'; der: Buffer } | ({ kind: 'crl' } & PublishedCrl)

/** What the authorities of an installation tell everybody: certificates, revocation lists, OCSP answers. */
export class Publication {
  constructor(private readonly authorities: Authorities) {}

  /** By file name without folder: `root.crt`, `issuing.crl`, `sm-root.crt`, …; null for others. */
  async file(name: string): Promise<PublishedFile | null> {
    const [base, ending, more] = name.split('.')
    if ((ending !== 'crt' && ending !== 'crl') || more !== undefined) return null
    await this.authorities.refresh()
    for (const { authority, status } of this.authorities.known) {
      for (const role of ['root', 'issuing'] as const) {
        if (publishedName(authority.suite, role) !== base) continue
        return ending === 'crt'
          ? { kind: 'certificate', der: authority.identities[role].certificate }
          : { kind: 'crl', ...(await status.crl(role)) }
      }
    }
    return null
  }

  /** Answers an OCSPRequest with an OCSPResponse, both DER, as over HTTP (RFC 6960 appendix A). */
  async answerOcsp(request: Buffer): Promise<Buffer> {
    let query: OcspQuery
    try {
      query = readOcspRequest(request)
    } catch {
      return ocspFailure('malformed')
    }
    await this.authorities.refresh()
    for (const { status } of this.authorities.known) {
      const answer = await status.answerQuery(query)
      if (answer) return answer
    }
    return ocspFailure('unauthorized')
  }

  /**
   * What checks these certificates later without asking (B-LT), with what the time stamps of their suites and of
   * `suite` need. Strangers' certificates are left out.
   */
  async validationData(
    certificates: readonly Buffer[],
    suite: SignatureSuite,
  ): Promise<Required<ValidationData>> {
    await this.authorities.refresh()
    const wanted = unique(certificates)
    const owned = this.authorities.known.map((one) => ({
      ...one,
      about: wanted.filter((certificate) => this.authorities.ownerOf(certificate) === one),
    }))
    const parts = await Promise.all(
      owned
        .filter(({ authority, about }) => authority.suite === suite || about.length > 0)
        .map(async ({ authority, status, about }) => {
          const { issuing, root, timeStamping } = authority.identities
          const lists = await Promise.all([status.crl('issuing'), status.crl('root')])
          // The CAs' own certificates are settled by the root's list.
          const leaves = about.filter((one) => authority.issuerRole(one) === 'issuing')
          return {
            certificates: [issuing.certificate, root.certificate, timeStamping.certificate],
            crls: lists.map(({ der }) => der),
            ocsps: await Promise.all(
              unique([...leaves, timeStamping.certificate]).map((one) => status.ocsp(one)),
            ),
          }
        }),
    )
    return {
      certificates: parts.flatMap((part) => part.certificates),
      crls: parts.flatMap((part) => part.crls),
      ocsps: parts.flatMap((part) => part.ocsps),
    }
  }
}

const unique = (certificates: readonly Buffer[]): Buffer[] => [
  ...new Map(certificates.map((one) => [one.toString('base64'), one])).values(),
]
