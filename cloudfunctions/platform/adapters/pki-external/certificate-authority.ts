import { createHash } from 'node:crypto'
import { ProviderFailure } from '#platform/kernel/ports'
import { type CertificateBinding, type CertificateSubject, readCertificate } from '#platform/pki/certificate'
import { certificationRequest } from '#platform/pki/certification-request'
import { type KeyFiles, readOrCreate } from '#platform/pki/key-files'
import type { Signer } from '#platform/pki/keys'
import { generateLocalKey, importLocalKey, type KeyType, type LocalKey } from '#platform/pki/local-key'
import { signOnce } from '#platform/pki/sign-once'
import { chainToRoot } from './certificate-chain'
import type { EstClient } from './est-client'

export interface ExternalAuthorityOptions {
  est: EstClient
  /** certificates it issues must lead to one of these, DER */
  roots: readonly Buffer[]
  keyType: KeyType
  /** keys of organizations lie here, encrypted */
  files: KeyFiles
  /** epoch ms */
  now: () => number
}

interface StoredKey {
  /** PKCS#8, base64 */
  key: string
  /** own certificate up to the root, DER, base64 */
  chain: string[]
}

const DAY = 86_400_000

/**
 * Signers whose certificates an outside authority issues (RFC 7030). Keys are made and stay here. What the authority
 * sends is taken only when it is over our key and leads to a configured root.
 */
export class ExternalAuthority {
  private readonly organizations = new Map<string, Promise<Signer>>()
  private issuers: readonly Buffer[] = []

  constructor(private readonly options: ExternalAuthorityOptions) {}

  /** A certificate for one signature of a person. @throws ProviderFailure */
  async personSigner(person: { name: string; contractId: string; digest: string }): Promise<Signer> {
    const key = await generateLocalKey(this.options.keyType)
    const binding = { contractId: person.contractId, digest: Buffer.from(person.digest, 'hex') }
    return signOnce(signerOf(key, await this.enrol(key, { commonName: person.name }, binding)))
  }

  /** An organization's certificate, kept and renewed in its last tenth or month. @throws ProviderFailure */
  async organizationSigner({ id, name }: { id: string; name: string }): Promise<Signer> {
    const cacheKey = JSON.stringify([id, name])
    const before = this.organizations.get(cacheKey) ?? Promise.resolve(null)
    const next = before
      .catch(() => null)
      .then((known) => (known && this.isFresh(known.certificate) ? known : this.load(id, name)))
    this.organizations.set(cacheKey, next)
    return next
  }

  private async load(id: string, name: string): Promise<Signer> {
    const tag = createHash('sha256')
      .update(JSON.stringify([id, name, this.options.keyType]))
      .digest('hex')
      .slice(0, 32)
    const make = async () => {
      const key = await generateLocalKey(this.options.keyType)
      const chain = await this.enrol(key, { commonName: name, organization: name })
      const stored: StoredKey = {
        key: key.export().toString('base64'),
        chain: chain.map((der) => der.toString('base64')),
      }
      return Buffer.from(JSON.stringify(stored))
    }
    for (let generation = 1; ; generation++) {
      const file = `external-organization-${tag}-${generation}.key`
      const { plain, made } = await readOrCreate(this.options.files, file, make)
      const stored = JSON.parse(plain.toString('utf8')) as StoredKey
      const chain = stored.chain.map((der) => Buffer.from(der, 'base64'))
      const signer = signerOf(importLocalKey(Buffer.from(stored.key, 'base64')), chain)
      // A certificate that is short-lived from the start is used, or this would never end.
      if (made || this.isFresh(signer.certificate)) return signer
    }
  }

  private isFresh(certificate: Buffer): boolean {
    const { notBefore, notAfter } = readCertificate(certificate)
    const lifetime = notAfter.getTime() - notBefore.getTime()
    return notAfter.getTime() - this.options.now() > Math.min(30 * DAY, lifetime / 10)
  }

  /** @returns own certificate up to the root */
  private async enrol(
    key: LocalKey,
    subject: CertificateSubject,
    binding?: CertificateBinding,
  ): Promise<Buffer[]> {
    const { est, roots, now } = this.options
    const sent = await est.enrol(await certificationRequest(key, subject, binding))
    const own = sent.find((der) => readCertificate(der).publicKey.equals(key.publicKey))
    if (!own) throw new ProviderFailure('EnrolmentOtherKey')
    const chain =
      chainToRoot(own, [...sent, ...this.issuers], roots, now()) ??
      chainToRoot(own, [...sent, ...(await this.freshIssuers())], roots, now())
    if (!chain) throw new ProviderFailure('EnrolmentUntrusted')
    const news = chain.slice(1).filter((der) => !this.issuers.some((known) => known.equals(der)))
    this.issuers = [...this.issuers, ...news]
    return chain
  }

  /** Issuers that the authority has told of so far, DER. */
  knownIssuers(): readonly Buffer[] {
    return this.issuers
  }

  /** Intermediate authorities change; the list is fetched again when a chain does not close. */
  private async freshIssuers(): Promise<readonly Buffer[]> {
    return (this.issuers = await this.options.est.authorities())
  }
}

function signerOf(key: LocalKey, [certificate, ...chain]: readonly Buffer[]): Signer {
  if (!certificate) throw new ProviderFailure('EnrolmentUnreadable')
  return { certificate, chain, algorithm: key.algorithm, sign: (data) => key.sign(data) }
}
