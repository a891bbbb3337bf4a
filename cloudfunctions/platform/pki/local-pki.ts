import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { Authorities, type AuthorityOptions, MAIN_FILE } from './authorities'
import {
  BACKDATE,
  certificateSerial,
  type Identity,
  publishedName,
  restore,
  store,
  type StoredIdentity,
} from './authority'
import { type CertificateBinding, type CertificateSubject, readCertificate } from './certificate'
import { type KeyFiles, readOrCreate } from './key-files'
import type { RevocationReason, SignatureSuite, Signer, ValidationData } from './keys'
import type { KeyType } from './local-key'
import { Publication } from './publication'
import { KeyFolder } from './sealed-file'
import { signOnce } from './sign-once'
import type { TimeStampAuthority } from './tsp'

export interface LocalPkiOptions extends AuthorityOptions {
  /** suite of signers and time stamps that are asked for without one; international when absent */
  suite?: SignatureSuite
}

export interface IssueSignerRequest {
  subject: CertificateSubject
  /** length of validity in ms from now */
  validMs: number
  binding?: CertificateBinding
  /** `sm2` for a certificate of the SM authority */
  keyType?: KeyType
}

const DAY = 86_400_000
const YEAR = 365 * DAY
export const PERSON_VALIDITY = DAY - BACKDATE
const ORGANIZATION_VALIDITY = YEAR
const RENEW_BEFORE = 30 * DAY
const SUITES = ['international', 'sm'] as const

/** No authority has been made in this place yet, or one is there already; a certificate of somebody else. */
export class LocalPkiError extends Error {
  override name = 'LocalPkiError'
}

/**
 * The built-in certification and time-stamp authority: root → issuing CA → persons (one-shot, ≤ 24 h), organizations
 * (yearly), time stamping, evidence; once more for SM2. All private keys lie in AES-256-GCM files under one master
 * key; a person's key is never stored at all.
 */
export class LocalPki {
  readonly publication: Publication
  private readonly organizations = new Map<string, Promise<Identity>>()

  private constructor(
    private readonly authorities: Authorities,
    private readonly options: LocalPkiOptions,
  ) {
    this.publication = new Publication(authorities)
  }

  /** Makes a new authority in a folder that has none. Error: LocalPkiError when there is one. */
  static async create(dir: string, masterKey: Buffer, options: LocalPkiOptions = {}): Promise<LocalPki> {
    await mkdir(dir, { recursive: true, mode: 0o700 })
    const files = new KeyFolder(dir, masterKey)
    if (await files.read(MAIN_FILE)) throw new LocalPkiError(`an authority exists already in ${dir}`)
    return LocalPki.openIn(files, options)
  }

  /** Opens what `create` made. Errors: LocalPkiError when there is none, SealedFileError for a wrong master key. */
  static async open(dir: string, masterKey: Buffer, options: LocalPkiOptions = {}): Promise<LocalPki> {
    const files = new KeyFolder(dir, masterKey)
    if (!(await files.read(MAIN_FILE))) throw new LocalPkiError(`no authority in ${dir}`)
    return LocalPki.openIn(files, options)
  }

  /** `open`, or `create` in an empty folder. */
  static async openOrCreate(
    dir: string,
    masterKey: Buffer,
    options: LocalPkiOptions = {},
  ): Promise<LocalPki> {
    await mkdir(dir, { recursive: true, mode: 0o700 })
    return LocalPki.openIn(new KeyFolder(dir, masterKey), options)
  }

  /** The authority whose key files lie in `files`; made where there is none. Safe in several processes at once. */
  static async openIn(files: KeyFiles, options: LocalPkiOptions = {}): Promise<LocalPki> {
    const authorities = await Authorities.open(files, options)
    if (options.suite) await authorities.suite(options.suite)
    return new LocalPki(authorities, options)
  }

  private get defaultSuite(): SignatureSuite {
    return this.options.suite ?? 'international'
  }

  private keyTypeOf(suite: SignatureSuite = this.defaultSuite): KeyType {
    return suite === 'sm' ? 'sm2' : (this.options.keyType ?? 'p256')
  }

  /** Both: the SM authority is made when it is first needed. */
  signatureSuites(): { default: SignatureSuite; offered: readonly SignatureSuite[] } {
    return { default: this.defaultSuite, offered: SUITES }
  }

  /** Makes sure that a suite's authority is there and known: `timeStamper` and `roots` do not wait for it. */
  async ready(suite: SignatureSuite): Promise<void> {
    await this.authorities.suite(suite)
  }

  /** Trust anchors, DER. */
  roots(): Buffer[] {
    return this.authorities.known.map(({ authority }) => authority.root)
  }

  /**
   * The time-stamp authority of a suite. Error: LocalPkiError for SM before anything of that suite was asked for:
   * signers come first in every use, and they make it.
   */
  timeStamper(suite: SignatureSuite = this.defaultSuite): TimeStampAuthority {
    const found = this.authorities.known.find(({ authority }) => authority.suite === suite)
    if (!found) throw new LocalPkiError(`no ${suite} authority yet: ask for one of its signers first`)
    return found.stamper
  }

  /** Signs evidence packages of this installation. */
  async evidenceSigner(): Promise<Signer> {
    return this.authorities.main.authority.signerOf('evidence')
  }

  /**
   * One-shot certificate of a person, bound to the contract and the SHA-256 (hex) of the file to be signed. The key
   * lives only in this signer and signs once: a second call is refused, so a retry takes a new certificate.
   */
  async personSigner(person: {
    name: string
    contractId: string
    digest: string
    suite?: SignatureSuite
  }): Promise<Signer> {
    const signer = await this.issueSigner({
      subject: { commonName: person.name },
      validMs: PERSON_VALIDITY,
      binding: { contractId: person.contractId, digest: Buffer.from(person.digest, 'hex') },
      keyType: this.keyTypeOf(person.suite),
    })
    return signOnce(signer)
  }

  /** Yearly certificate of an organization; the key is kept encrypted and renewed 30 days before the end. */
  async organizationSigner(organization: {
    id: string
    name: string
    suite?: SignatureSuite
  }): Promise<Signer> {
    const { id, name, suite = this.defaultSuite } = organization
    const cacheKey = JSON.stringify([suite, id, name])
    await this.authorities.refresh()
    const before = this.organizations.get(cacheKey) ?? Promise.resolve(null)
    // One request after the other, so that two at once do not make two keys.
    const next = before
      .catch(() => null)
      .then((known) => (known && this.isFresh(known) ? known : this.loadOrganization(suite, id, name)))
    this.organizations.set(cacheKey, next)
    const identity = await next
    return (await this.authorities.suite(suite)).authority.toSigner(identity)
  }

  /** The first key that still serves, else a new one under the next free name. */
  private async loadOrganization(suite: SignatureSuite, id: string, name: string): Promise<Identity> {
    const { authority } = await this.authorities.suite(suite)
    const make = async () => {
      const made = await authority.issue({
        subject: { commonName: name, organization: name },
        keyType: this.keyTypeOf(suite),
        now: this.authorities.now(),
        validMs: ORGANIZATION_VALIDITY,
        profile: { use: 'document' },
      })
      return Buffer.from(JSON.stringify(store(made)))
    }
    for (let generation = 1; ; generation++) {
      const file = organizationFile(suite, { id, name, generation })
      const identity = identityIn((await readOrCreate(this.authorities.files, file, make)).plain)
      if (this.isFresh(identity)) return identity
    }
  }

  private isFresh({ certificate }: Identity): boolean {
    if (this.authorities.log.find(certificateSerial(certificate))) return false
    return readCertificate(certificate).notAfter.getTime() - this.authorities.now() > RENEW_BEFORE
  }

  /** A certificate with a fresh key that is kept nowhere but in the returned signer. */
  async issueSigner(request: IssueSignerRequest): Promise<Signer> {
    const { subject, validMs, binding, keyType = this.keyTypeOf() } = request
    const { authority } = await this.authorities.suite(keyType === 'sm2' ? 'sm' : 'international')
    const profile = { use: 'document' } as const
    const now = this.authorities.now()
    return authority.toSigner(await authority.issue({ subject, keyType, now, validMs, profile, binding }))
  }

  /**
   * Revokes a certificate of this authority; CRLs and OCSP answers tell from now on. What was signed and time-stamped
   * before stays good. Error: LocalPkiError for a stranger's.
   */
  async revoke(certificate: Buffer, reason: RevocationReason): Promise<void> {
    await this.authorities.refresh()
    const authority = this.authorities.ownerOf(certificate)?.authority
    const role = authority?.issuerRole(certificate)
    if (!authority || !role) throw new LocalPkiError('not a certificate of this authority')
    const serial = certificateSerial(certificate)
    const by = publishedName(authority.suite, role)
    await this.authorities.log.add({ serial, at: this.authorities.now(), reason, by })
  }

  /**
   * Revokes every certificate that an organization could still sign with under this name, e.g. when it leaves or its
   * key is lost. The next signer it asks for has a new key. @returns how many were revoked
   */
  async revokeOrganization(
    { id, name }: { id: string; name: string },
    reason: RevocationReason,
  ): Promise<number> {
    await this.authorities.refresh()
    const { files, log, now } = this.authorities
    let count = 0
    for (const suite of SUITES) {
      for (let generation = 1; ; generation++) {
        const plain = await files.read(organizationFile(suite, { id, name, generation }))
        if (!plain) break
        const { certificate } = identityIn(plain)
        const isOver = readCertificate(certificate).notAfter.getTime() <= now()
        if (isOver || log.find(certificateSerial(certificate))) continue
        await this.revoke(certificate, reason)
        count++
      }
    }
    return count
  }

  /** CRLs of the CAs, DER, valid for 7 days: issuing before root, international before SM. */
  async crls(): Promise<Buffer[]> {
    await this.authorities.refresh()
    const lists = this.authorities.known.flatMap(({ status }) => [status.crl('issuing'), status.crl('root')])
    return (await Promise.all(lists)).map(({ der }) => der)
  }

  /** OCSP response for a certificate of this authority, DER, valid for a day. Error: LocalPkiError for a stranger's. */
  async ocsp(certificate: Buffer): Promise<Buffer> {
    await this.authorities.refresh()
    const owner = this.authorities.ownerOf(certificate)
    if (!owner) throw new LocalPkiError('not a certificate of this authority')
    return owner.status.ocsp(certificate)
  }

  /**
   * Everything to put into a security store so that the certificates, and time stamps of `suite`, can be checked later
   * without asking (B-LT).
   */
  validationData(
    certificates: readonly Buffer[],
    suite: SignatureSuite = this.defaultSuite,
  ): Promise<Required<ValidationData>> {
    return this.publication.validationData(certificates, suite)
  }
}

const identityIn = (plain: Buffer): Identity => restore(JSON.parse(plain.toString('utf8')) as StoredIdentity)

/** Hangs on id and name: a renamed company gets a new certificate. Renewed keys are numbered. */
function organizationFile(
  suite: SignatureSuite,
  { id, name, generation }: { id: string; name: string; generation: number },
): string {
  const tag = createHash('sha256')
    .update(JSON.stringify([id, name]))
    .digest('hex')
    .slice(0, 32)
  return `organization-${suite === 'sm' ? 'sm-' : ''}${tag}${generation > 1 ? `-${generation}` : ''}.key`
}
