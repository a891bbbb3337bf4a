import type { HttpTimeStamper } from '#platform/adapters/tsa-http/http-time-stamper'
import type { PkiPort, SignatureSuites } from '#platform/kernel/ports'
import { readCertificate } from '#platform/pki/certificate'
import type { SignatureSuite, Signer, TimeStamper, ValidationData } from '#platform/pki/keys'
import type { LocalPki } from '#platform/pki/local-pki'
import type { ExternalAuthority } from './certificate-authority'
import { chainToRoot } from './certificate-chain'
import type { OrganizationKeys } from './organization-keys'
import type { PublishedData } from './published-data'

export interface ConfiguredPkiParts {
  /** the built-in authority: it serves what nobody outside does */
  local: LocalPki
  suite: SignatureSuite
  external: ExternalAuthority | null
  stamper: HttpTimeStamper | null
  keys: OrganizationKeys | null
  published: PublishedData
  /** trust anchors of the outside parties, DER */
  roots: readonly Buffer[]
}

type Request<M extends 'personSigner' | 'organizationSigner'> = Parameters<PkiPort[M]>[0]

/**
 * The authority of an installation with outside parties. Who signs: a key that the organization brought along, else
 * the outside certification authority, else the built-in one. Outside authorities serve the international suite.
 */
export class ConfiguredPki implements PkiPort {
  constructor(private readonly parts: ConfiguredPkiParts) {}

  /**
   * SM2 past an outside authority would come from the built-in one, which whoever chose the outside one did not want:
   * it is offered only where the operator made it the default himself, or nobody outside serves signers and stamps.
   */
  signatureSuites(): SignatureSuites {
    const { external, stamper, suite } = this.parts
    const outside = external !== null || stamper !== null
    return {
      default: suite,
      offered: outside && suite !== 'sm' ? ['international'] : ['international', 'sm'],
    }
  }

  ready(suite: SignatureSuite): Promise<void> {
    return this.parts.local.ready(suite)
  }

  async personSigner(person: Request<'personSigner'>): Promise<Signer> {
    const { external, local, suite } = this.parts
    return external && (person.suite ?? suite) === 'international'
      ? external.personSigner(person)
      : local.personSigner(person)
  }

  async organizationSigner(organization: Request<'organizationSigner'>): Promise<Signer> {
    const { external, keys, local } = this.parts
    const suite = organization.suite ?? this.parts.suite
    const own = keys?.organization(organization.id, suite)
    if (own) return own
    return external && suite === 'international'
      ? external.organizationSigner(organization)
      : local.organizationSigner(organization)
  }

  async evidenceSigner(): Promise<Signer> {
    return this.parts.keys?.installation() ?? this.parts.local.evidenceSigner()
  }

  timeStamper(suite: SignatureSuite = this.parts.suite): TimeStamper {
    return this.parts.stamper && suite === 'international'
      ? this.parts.stamper
      : this.parts.local.timeStamper(suite)
  }

  /** @throws ProviderFailure when an outside authority does not give what is needed */
  async validationData(certificates: readonly Buffer[], suite?: SignatureSuite): Promise<ValidationData> {
    const { local, published, stamper } = this.parts
    const chains = certificates.map((one) => this.outsideChain(one)).filter((chain) => chain !== null)
    if (stamper && suite !== 'sm') {
      // The service may have a new certificate since the last stamp, and none is known before the first.
      if (stamper.certificates.length === 0) await stamper.learn()
      chains.push([...stamper.certificates])
    }
    const [own, theirs] = await Promise.all([
      local.validationData(certificates, suite),
      published.collect(chains),
    ])
    return {
      certificates: [...own.certificates, ...theirs.certificates],
      crls: [...own.crls, ...theirs.crls],
      ocsps: [...own.ocsps, ...theirs.ocsps],
    }
  }

  /** The chain of an outside authority's certificate; null for one of the built-in authority. */
  private outsideChain(certificate: Buffer): Buffer[] | null {
    const { external, keys, roots } = this.parts
    const brought = keys?.chains() ?? []
    const pool = [...brought.flat(), ...(external?.knownIssuers() ?? [])]
    const at = readCertificate(certificate).notBefore.getTime()
    return chainToRoot(certificate, pool, [...roots, ...brought.map((chain) => chain.at(-1) as Buffer)], at)
  }

  async revokeOrganization(
    organization: Parameters<PkiPort['revokeOrganization']>[0],
    reason: Parameters<PkiPort['revokeOrganization']>[1],
  ): Promise<number> {
    return this.parts.local.revokeOrganization(organization, reason)
  }

  roots(): Buffer[] {
    const brought = (this.parts.keys?.chains() ?? []).flatMap((chain) => chain.slice(-1))
    const all = [...this.parts.local.roots(), ...this.parts.roots, ...brought]
    return [...new Map(all.map((der) => [der.toString('base64'), der])).values()]
  }
}
