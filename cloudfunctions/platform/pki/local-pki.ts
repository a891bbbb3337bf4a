import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type CertificateBinding,
  type CertificateProfile,
  type CertificateSubject,
  issueCertificate,
  readCertificate,
} from './certificate'
import {
  BACKDATE,
  type Identity,
  issuerOf,
  makeAuthority,
  restore,
  type Role,
  store,
  type StoredAuthority,
  type StoredIdentity,
} from './authority-keys'
import { readDer } from './der-reader'
import type { Signer } from './keys'
import { generateLocalKey, type KeyType } from './local-key'
import { buildCrl, buildOcspResponse, type RevocationReason } from './revocation'
import { SealedFiles } from './sealed-file'
import { TimeStampAuthority } from './tsp'

export interface LocalPkiOptions {
  /** epoch ms; the system clock when absent */
  now?: () => number
  /** key type of certificates issued from now on */
  keyType?: KeyType
  /** where this installation publishes revocation data, named in the certificates it issues */
  crlUrl?: string
  ocspUrl?: string
}

export interface IssueSignerRequest {
  subject: CertificateSubject
  /** length of validity in ms from now */
  validMs: number
  binding?: CertificateBinding
  keyType?: KeyType
}

const DAY = 86_400_000
const YEAR = 365 * DAY
export const PERSON_VALIDITY = DAY - BACKDATE
const ORGANIZATION_VALIDITY = YEAR
const RENEW_BEFORE = 30 * DAY

const MAIN_FILE = 'authority.key'

/** No authority has been made in this folder yet, or one is there already. */
export class LocalPkiError extends Error {
  override name = 'LocalPkiError'
}

/**
 * The built-in certification and time-stamp authority: root → issuing CA → persons (one-shot, ≤ 24 h), organizations
 * (yearly), time stamping, evidence. All private keys lie in AES-256-GCM files under one master key of 32 bytes;
 * a person's key is never stored at all.
 */
export class LocalPki {
  private readonly organizations = new Map<string, Promise<Identity>>()
  private writing: Promise<unknown> = Promise.resolve()
  private readonly now: () => number
  private readonly stamper: TimeStampAuthority

  private constructor(
    private readonly dir: string,
    private readonly files: SealedFiles,
    private readonly stored: StoredAuthority,
    private readonly identities: Record<Role, Identity>,
    private readonly options: LocalPkiOptions,
  ) {
    this.now = options.now ?? Date.now
    this.stamper = new TimeStampAuthority({ signer: this.signerOf('timeStamping'), now: this.now })
  }

  /** Makes a new authority in a folder that has none. `name` is shown to people in certificates. */
  static async create(
    dir: string,
    masterKey: Buffer,
    options: LocalPkiOptions & { name?: string } = {},
  ): Promise<LocalPki> {
    const files = new SealedFiles(masterKey)
    await mkdir(dir, { recursive: true, mode: 0o700 })
    const path = join(dir, MAIN_FILE)
    if (await files.read(path)) throw new LocalPkiError(`an authority exists already in ${dir}`)
    const identities = await makeAuthority(options.name ?? '签立 Qianli', {
      now: (options.now ?? Date.now)(),
      keyType: options.keyType,
    })
    const stored: StoredAuthority = {
      format: 1,
      root: store(identities.root),
      issuing: store(identities.issuing),
      timeStamping: store(identities.timeStamping),
      evidence: store(identities.evidence),
      revoked: [],
      crlNumber: 0,
    }
    await files.write(path, Buffer.from(JSON.stringify(stored)))
    return new LocalPki(dir, files, stored, identities, options)
  }

  /** Opens what `create` made. Errors: LocalPkiError when there is none, SealedFileError for a wrong master key. */
  static async open(dir: string, masterKey: Buffer, options: LocalPkiOptions = {}): Promise<LocalPki> {
    const files = new SealedFiles(masterKey)
    const plain = await files.read(join(dir, MAIN_FILE))
    if (!plain) throw new LocalPkiError(`no authority in ${dir}`)
    const stored = JSON.parse(plain.toString('utf8')) as StoredAuthority
    if (stored.format !== 1) throw new LocalPkiError('key file of a newer version')
    const identities = {
      root: restore(stored.root),
      issuing: restore(stored.issuing),
      timeStamping: restore(stored.timeStamping),
      evidence: restore(stored.evidence),
    }
    return new LocalPki(dir, files, stored, identities, options)
  }

  /** `open`, or `create` in an empty folder. */
  static async openOrCreate(
    dir: string,
    masterKey: Buffer,
    options: LocalPkiOptions & { name?: string } = {},
  ): Promise<LocalPki> {
    const exists = (await new SealedFiles(masterKey).read(join(dir, MAIN_FILE))) !== null
    return exists ? LocalPki.open(dir, masterKey, options) : LocalPki.create(dir, masterKey, options)
  }

  /** Trust anchors, DER. */
  roots(): Buffer[] {
    return [this.identities.root.certificate]
  }

  timeStamper(): TimeStampAuthority {
    return this.stamper
  }

  /** Signs evidence packages of this installation. */
  async evidenceSigner(): Promise<Signer> {
    return this.signerOf('evidence')
  }

  /**
   * One-shot certificate of a person, bound to the contract and the SHA-256 (hex) of the file to be signed. The key
   * lives only in this signer and signs once: a second call is refused, so a retry takes a new certificate.
   */
  async personSigner(person: { name: string; contractId: string; digest: string }): Promise<Signer> {
    const digest = Buffer.from(person.digest, 'hex')
    const signer = await this.issueSigner({
      subject: { commonName: person.name },
      validMs: PERSON_VALIDITY,
      binding: { contractId: person.contractId, digest },
    })
    return signOnce(signer)
  }

  /** Yearly certificate of an organization; the key is kept encrypted and renewed 30 days before the end. */
  async organizationSigner(organization: { id: string; name: string }): Promise<Signer> {
    const cacheKey = `${organization.id}\n${organization.name}`
    const before = this.organizations.get(cacheKey) ?? Promise.resolve(null)
    // One request after the other, so that two at once do not make two keys.
    const next = before
      .catch(() => null)
      .then((known) => (known && this.isFresh(known) ? known : this.loadOrganization(organization)))
    this.organizations.set(cacheKey, next)
    return this.toSigner(await next)
  }

  private async loadOrganization({ id, name }: { id: string; name: string }): Promise<Identity> {
    // The file's name hangs on id and name: a renamed company gets a new certificate, the old key stays readable.
    const tag = createHash('sha256')
      .update(JSON.stringify([id, name]))
      .digest('hex')
      .slice(0, 32)
    const path = join(this.dir, `organization-${tag}.key`)
    const plain = await this.files.read(path)
    const kept = plain ? restore(JSON.parse(plain.toString('utf8')) as StoredIdentity) : null
    if (kept && this.isFresh(kept)) return kept
    const subject = { commonName: name, organization: name }
    const made = await this.issue(subject, ORGANIZATION_VALIDITY, { use: 'document' })
    await this.files.write(path, Buffer.from(JSON.stringify(store(made))))
    return made
  }

  private isFresh(identity: Identity): boolean {
    const serial = certificateSerial(identity.certificate)
    if (this.stored.revoked.some((item) => item.serial === serial)) return false
    return readCertificate(identity.certificate).notAfter.getTime() - this.now() > RENEW_BEFORE
  }

  /** A certificate with a fresh key that is kept nowhere but in the returned signer. */
  async issueSigner(request: IssueSignerRequest): Promise<Signer> {
    const { subject, validMs, binding, keyType } = request
    return this.toSigner(await this.issue(subject, validMs, { use: 'document' }, binding, keyType))
  }

  private async issue(
    subject: CertificateSubject,
    validMs: number,
    profile: CertificateProfile,
    binding?: CertificateBinding,
    keyType: KeyType = this.options.keyType ?? 'p256',
  ): Promise<Identity> {
    const key = await generateLocalKey(keyType)
    const { issuing } = this.identities
    const now = this.now()
    const certificate = await issueCertificate(
      {
        subject,
        publicKey: key.publicKey,
        notBefore: new Date(now - BACKDATE),
        notAfter: new Date(now + validMs),
        profile,
        binding,
        crlUrl: this.options.crlUrl,
        ocspUrl: this.options.ocspUrl,
      },
      issuerOf(issuing),
    )
    return { key, certificate }
  }

  /** Revokes a certificate of the issuing CA; later CRLs and OCSP answers tell. */
  async revoke(certificate: Buffer, reason: RevocationReason): Promise<void> {
    const serial = certificateSerial(certificate)
    await this.update((stored) => {
      if (!stored.revoked.some((item) => item.serial === serial)) {
        stored.revoked.push({ serial, at: this.now(), reason })
      }
    })
  }

  /** Fresh CRLs of the issuing CA and of the root, DER, valid for 7 days. */
  async crls(): Promise<Buffer[]> {
    const number = await this.update((stored) => ++stored.crlNumber)
    const thisUpdate = new Date(this.now())
    const times = { thisUpdate, nextUpdate: new Date(this.now() + 7 * DAY), number: BigInt(number) }
    return [
      await buildCrl(this.signerOf('issuing'), this.stored.revoked, times),
      await buildCrl(this.signerOf('root'), [], times),
    ]
  }

  /** OCSP response for a certificate of this authority, DER, valid for a day. */
  async ocsp(certificate: Buffer, nonce?: Buffer): Promise<Buffer> {
    const issuer = readCertificate(certificate).issuer
    const root = readCertificate(this.identities.root.certificate).subject
    const serial = certificateSerial(certificate)
    const revoked = this.stored.revoked.find((item) => item.serial === serial)
    const thisUpdate = new Date(this.now())
    return buildOcspResponse(
      this.signerOf(issuer.equals(root) ? 'root' : 'issuing'),
      certificate,
      revoked ? { status: 'revoked', at: revoked.at, reason: revoked.reason } : { status: 'good' },
      { thisUpdate, nextUpdate: new Date(this.now() + DAY), nonce },
    )
  }

  /** Everything to put into a security store so that the certificates can be checked later without asking (B-LT). */
  async validationData(
    certificates: readonly Buffer[],
  ): Promise<{ certificates: Buffer[]; crls: Buffer[]; ocsps: Buffer[] }> {
    const { issuing, root, timeStamping } = this.identities
    return {
      certificates: [issuing.certificate, root.certificate, timeStamping.certificate],
      crls: await this.crls(),
      ocsps: await Promise.all([...certificates, timeStamping.certificate].map((item) => this.ocsp(item))),
    }
  }

  private async update<T>(change: (stored: StoredAuthority) => T): Promise<T> {
    const run = this.writing.then(async () => {
      const result = change(this.stored)
      await this.files.write(join(this.dir, MAIN_FILE), Buffer.from(JSON.stringify(this.stored)))
      return result
    })
    this.writing = run.catch(() => undefined)
    return run
  }

  private signerOf(role: Role): Signer {
    const { root } = this.identities
    if (role === 'root') return { ...issuerOf(root), certificate: root.certificate, chain: [] }
    if (role === 'issuing')
      return {
        ...issuerOf(this.identities.issuing),
        certificate: this.identities.issuing.certificate,
        chain: this.roots(),
      }
    return this.toSigner(this.identities[role])
  }

  private toSigner({ key, certificate }: Identity): Signer {
    const chain = [this.identities.issuing.certificate, this.identities.root.certificate]
    return { certificate, chain, algorithm: key.algorithm, sign: (data) => key.sign(data) }
  }
}

/** The key is dropped after one signature (one-shot certificates). */
function signOnce(signer: Signer): Signer {
  let sign: Signer['sign'] | undefined = (data) => signer.sign(data)
  return {
    certificate: signer.certificate,
    chain: signer.chain,
    algorithm: signer.algorithm,
    async sign(data) {
      const use = sign
      sign = undefined
      if (!use) throw new LocalPkiError('a one-shot key signs once')
      return use(data)
    },
  }
}

/** Serial number as hex of its INTEGER contents. */
export function certificateSerial(certificate: Buffer): string {
  return readDer(readCertificate(certificate).serial).content.toString('hex')
}
