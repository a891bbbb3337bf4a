import { ProviderFailure } from '#platform/kernel/ports'
import { Certificate } from '#platform/pdf/verify/certificate'
import { revocationOf } from '#platform/pdf/verify/revocation'
import { readCertificate } from '#platform/pki/certificate'
import { type DerNode, readDer } from '#platform/pki/der-reader'
import * as der from '#platform/pki/der'
import type { ValidationData } from '#platform/pki/keys'
import { OID } from '#platform/pki/oids'
import { ocspCertId } from '#platform/pki/revocation'
import { exchange } from './http-exchange'

export interface PublishedDataOptions {
  /** epoch ms */
  now: () => number
  /** ms for each request */
  timeout?: number
}

const maxOcspBytes = 64 * 1024
const maxCrlBytes = 10 * 1024 * 1024
/** Fetched lists are used again for this long: contracts are completed in groups. */
const REUSE = 10 * 60_000
const MAX_LISTS = 50

/**
 * Revocation data of outside authorities, from the addresses that their certificates name (RFC 5280 §4.2.1.13 and
 * §4.2.2.1). Only certificates whose chain leads to a configured root may be given: nobody else chooses what this
 * process connects to. Only data that holds for the certificate is taken.
 */
export class PublishedData {
  private readonly lists = new Map<string, { der: Promise<Buffer>; fetchedAt: number }>()

  constructor(private readonly options: PublishedDataOptions) {}

  /**
   * For each chain (own certificate first, root last): OCSP of every certificate below the root, else its CRL.
   * @throws ProviderFailure `RevocationUnknown` when an authority names no address or gives no good answer;
   * `Revoked` when a certificate is
   */
  async collect(chains: readonly (readonly Buffer[])[]): Promise<Required<ValidationData>> {
    const certificates = new Map<string, Buffer>()
    const links = new Map<string, [Buffer, Buffer]>()
    for (const chain of chains)
      chain.forEach((one, i) => {
        const id = one.toString('base64')
        certificates.set(id, one)
        const issuer = chain[i + 1]
        if (issuer) links.set(id, [one, issuer])
      })
    const found = await Promise.all([...links.values()].map(([one, issuer]) => this.about(one, issuer)))
    return {
      certificates: [...certificates.values()],
      crls: unique(found.flatMap((item) => (item.kind === 'crl' ? [item.der] : []))),
      ocsps: unique(found.flatMap((item) => (item.kind === 'ocsp' ? [item.der] : []))),
    }
  }

  private async about(certificate: Buffer, issuer: Buffer): Promise<{ kind: 'ocsp' | 'crl'; der: Buffer }> {
    const attempts: ['ocsp' | 'crl', () => Promise<Buffer>][] = [
      ...ocspUrls(certificate).map((url) => ['ocsp', () => this.ask(url, certificate, issuer)] as const),
      ...crlUrls(certificate).map((url) => ['crl', () => this.list(url)] as const),
    ].map(([kind, fetch]) => [kind, fetch])
    let why = 'no address'
    for (const [kind, fetch] of attempts) {
      try {
        const data = await fetch()
        const status = statusIn(kind, data, certificate, issuer)
        if (status === 'good' && isCurrent(kind, data, this.options.now())) return { kind, der: data }
        why = status === 'good' ? 'outdated' : status
      } catch (e) {
        why = e instanceof Error ? e.message : 'unknown'
      }
      if (why === 'revoked') throw new ProviderFailure('Revoked')
    }
    throw new ProviderFailure(`RevocationUnknown: ${why}`)
  }

  private async ask(url: URL, certificate: Buffer, issuer: Buffer): Promise<Buffer> {
    const request = der.sequence(der.sequence(der.sequence(der.sequence(ocspCertId(issuer, certificate)))))
    const { status, body } = await exchange({
      url,
      method: 'POST',
      headers: { 'content-type': 'application/ocsp-request', accept: 'application/ocsp-response' },
      body: request,
      timeout: this.options.timeout ?? 10_000,
      maxBytes: maxOcspBytes,
    })
    if (status !== 200) throw new ProviderFailure(`OcspHttp${status}`)
    return body
  }

  /** Several certificates of one authority share its list; who asks at the same time waits for the same answer. */
  private list(url: URL): Promise<Buffer> {
    const known = this.lists.get(url.href)
    if (known && this.options.now() - known.fetchedAt < REUSE) return known.der
    const oldest = this.lists.size >= MAX_LISTS ? this.lists.keys().next().value : undefined
    if (oldest !== undefined) this.lists.delete(oldest)
    const list = this.fetchList(url)
    this.lists.set(url.href, { der: list, fetchedAt: this.options.now() })
    list.catch(() => this.lists.delete(url.href))
    return list
  }

  private async fetchList(url: URL): Promise<Buffer> {
    const { status, body } = await exchange({
      url,
      method: 'GET',
      headers: { accept: 'application/pkix-crl' },
      timeout: this.options.timeout ?? 10_000,
      maxBytes: maxCrlBytes,
    })
    if (status !== 200) throw new ProviderFailure(`CrlHttp${status}`)
    return body
  }
}

/** Data that is forged, or about something else, says nothing. */
function statusIn(kind: 'ocsp' | 'crl', data: Buffer, certificate: Buffer, issuer: Buffer): string {
  const [leaf, authority] = [Certificate.read(certificate), Certificate.read(issuer)]
  if (!leaf || !authority) return 'unknown'
  const given = kind === 'ocsp' ? { ocsps: [data], crls: [] } : { ocsps: [], crls: [data] }
  return revocationOf(leaf, authority, given).status
}

/** Is the next issue of this CRL or answer still to come? Without a date it is taken as it is. */
function isCurrent(kind: 'ocsp' | 'crl', data: Buffer, now: number): boolean {
  if (kind === 'crl') {
    const fields = readDer(data).child(0).children
    const next = fields[fields[0]?.is(0x02) ? 4 : 3]
    return !next || (!next.is(0x17) && !next.is(0x18)) || next.date.getTime() > now
  }
  const basic = readDer(readDer(data).child(1).child(0).child(1).octets)
  const fields = basic.child(0).children
  const singles = fields.filter((field) => field.is(0x30)).at(-1)?.children ?? []
  return singles.every((single) => {
    const next = single.find(0xa0)
    return !next || next.child(0).date.getTime() > now
  })
}

const unique = (items: readonly Buffer[]): Buffer[] => [
  ...new Map(items.map((item) => [item.toString('base64'), item])).values(),
]

function ocspUrls(certificate: Buffer): URL[] {
  const access = readCertificate(certificate).extension(OID.authorityInfoAccess)
  return (access?.children ?? [])
    .filter((item) => item.child(0).oid === OID.ocsp)
    .flatMap((item) => urlIn(item.child(1)))
}

/** DistributionPoint → distributionPoint [0] → fullName [0] → GeneralName. */
function crlUrls(certificate: Buffer): URL[] {
  const points = readCertificate(certificate).extension(OID.crlDistributionPoints)
  return (points?.children ?? []).flatMap((point) =>
    (point.find(0xa0)?.find(0xa0)?.children ?? []).flatMap(urlIn),
  )
}

function urlIn(name: DerNode): URL[] {
  const text = name.is(0x86) ? name.octets.toString('latin1') : ''
  const url = URL.canParse(text) ? new URL(text) : null
  return url && (url.protocol === 'http:' || url.protocol === 'https:') ? [url] : []
}
