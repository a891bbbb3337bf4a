import { Authority, parseStored } from './authority'
import { type KeyFiles, readOrCreate } from './key-files'
import type { SignatureSuite } from './keys'
import type { KeyType } from './local-key'
import { RevocationLog } from './revocation-log'
import { RevocationStatus } from './revocation-status'
import { TimeStampAuthority } from './tsp'

export interface AuthorityOptions {
  /** epoch ms; the system clock when absent */
  now?: () => number
  /** key type of the international suite, for everything made from now on; P-256 when absent */
  keyType?: Exclude<KeyType, 'sm2'>
  /** base of the addresses in certificates, e.g. `https://sign.example.cn/pki`; none when nothing is published */
  publishedAt?: string
  /** shown to people in the certificates of authorities made from now on */
  name?: string
}

/** An authority with what it answers. */
export interface AuthoritySuite {
  authority: Authority
  status: RevocationStatus
  stamper: TimeStampAuthority
}

export const MAIN_FILE = 'authority.key'
const SM_FILE = 'authority-sm.key'

/**
 * The authorities of one installation: the international one, and one of the same form for SM2 signatures, made when
 * it is first asked for. Both share the key files and the list of revoked certificates.
 */
export class Authorities {
  readonly now: () => number
  readonly log: RevocationLog
  readonly main: AuthoritySuite
  private sm: AuthoritySuite | null = null
  private makingSm: Promise<AuthoritySuite> | null = null

  private constructor(
    readonly files: KeyFiles,
    plain: Buffer,
    private readonly options: AuthorityOptions,
  ) {
    this.now = options.now ?? Date.now
    this.log = new RevocationLog(files, parseStored(plain).revoked)
    this.main = this.withAnswers(Authority.restore('international', plain, options.publishedAt))
  }

  /** The authorities whose key files lie in `files`; made where there are none. Safe in several processes at once. */
  static async open(files: KeyFiles, options: AuthorityOptions): Promise<Authorities> {
    const { plain } = await readOrCreate(files, MAIN_FILE, async () =>
      (await makeAuthority('international', options)).export(),
    )
    const authorities = new Authorities(files, plain, options)
    await authorities.refresh()
    return authorities
  }

  /** The parts of a suite; those of SM are made on first use. */
  suite(name: SignatureSuite): Promise<AuthoritySuite> {
    if (name === 'international') return Promise.resolve(this.main)
    if (this.sm) return Promise.resolve(this.sm)
    this.makingSm ??= this.makeSm().finally(() => (this.makingSm = null))
    return this.makingSm
  }

  private async makeSm(): Promise<AuthoritySuite> {
    const make = async () => (await makeAuthority('sm', this.options)).export()
    const { plain } = await readOrCreate(this.files, SM_FILE, make)
    return (this.sm ??= this.withAnswers(Authority.restore('sm', plain, this.options.publishedAt)))
  }

  private withAnswers(authority: Authority): AuthoritySuite {
    return {
      authority,
      status: new RevocationStatus(authority, this.log, this.now),
      stamper: new TimeStampAuthority({ signer: authority.signerOf('timeStamping'), now: this.now }),
    }
  }

  /** Takes in what other processes sharing the key files have done since. */
  async refresh(): Promise<void> {
    await this.log.refresh()
    if (this.sm || this.makingSm) return
    const plain = await this.files.read(SM_FILE)
    if (plain) this.sm ??= this.withAnswers(Authority.restore('sm', plain, this.options.publishedAt))
  }

  /** Those that exist, as far as this process knows: see `refresh`. */
  get known(): AuthoritySuite[] {
    return this.sm ? [this.main, this.sm] : [this.main]
  }

  /** The suite that has issued a certificate; undefined for a stranger's. */
  ownerOf(certificate: Buffer): AuthoritySuite | undefined {
    return this.known.find(({ authority }) => authority.issuerRole(certificate) !== null)
  }
}

const makeAuthority = (suite: SignatureSuite, options: AuthorityOptions): Promise<Authority> =>
  Authority.make(suite, options.name ?? '签立 Qianli', {
    now: (options.now ?? Date.now)(),
    keyType: suite === 'sm' ? 'sm2' : (options.keyType ?? 'p256'),
    publishedAt: options.publishedAt,
  })
