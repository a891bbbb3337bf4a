import type {
  RevocationReason,
  SignatureSuite,
  Signer,
  TimeStamper,
  ValidationData,
} from '#platform/pki/keys'
import type { OfficeConverters } from '#platform/convert/office/office-converter'
import type { FileStore } from './file-store'
import type { Store } from './store'
import type { Log } from './log'

/** The injected clock, epoch ms. */
export interface Clock {
  now(): number
}

export interface Ids {
  /** Unguessable id of 128 bits or more, URL-safe, never all digits. */
  random(): string
  /** Id that sorts by time within one process. */
  ordered(): string
  /** Uniform random digits, e.g. for captchas. */
  digits(n: number): string
}

/** Encryption at rest and look-ups for phones and ID numbers; keys never leave it. */
export interface Vault {
  /** Authenticated encryption; context is bound as additional data. */
  encrypt(plain: string, context: string): string
  decrypt(cipher: string, context: string): string
  /** Keyed HMAC for look-ups and uniqueness; hex. Different purposes give unrelated values. */
  lookup(value: string, purpose: string): string
  /** Slow salted hash of a short secret (password, captcha). */
  hashSecret(secret: string): Promise<string>
  checkSecret(secret: string, hash: string): Promise<boolean>
}

const failureBrand = Symbol.for('qianli.provider-failure')

export type SmsTemplate =
  | { template: 'captcha'; code: string; minutes: number }
  | { template: 'sign-invitation'; contractName: string; inviterName: string; url: string; deadline: number }
  | { template: 'sign-reminder'; contractName: string; inviterName: string; url: string; deadline: number }
  | { template: 'contract-completed'; contractName: string; url: string }
  | {
      template: 'contract-ended'
      contractName: string
      how: 'refused' | 'revoked' | 'expired'
      reason: string
    }

/** @throws ProviderFailure when the provider refuses or does not answer; a time-out is a failure, never a success. */
export interface SmsPort {
  simulated: boolean
  send(phone: string, message: SmsTemplate, dedupeKey: string): Promise<void>
}

export type FaceOutcome =
  | { state: 'pending' }
  | { state: 'passed'; providerReference: string }
  | {
      state: 'failed'
      reason: 'FACE_MISMATCH' | 'FACE_CANCELLED' | 'FACE_UNAVAILABLE' | 'FACE_FAILED' | 'IDENTITY_MISMATCH'
    }

/** Liveness and comparison with the authority database for a name and ID number. Pending until somebody acts. */
export interface FacePort {
  simulated: boolean
  /** Opens a check; `url` is the page where the person does it. `returnTo` is a path of the app. */
  start(request: {
    name: string
    idNumber: string
    purpose: 'real-name' | 'sign'
    returnTo: string
    expiresAt: number
  }): Promise<{ requestId: string; url: string }>
  result(requestId: string): Promise<FaceOutcome>
}

/** Consistency of name and ID number with the authority database (two elements), before any face check. */
export interface IdentityRegistryPort {
  simulated: boolean
  check(name: string, idNumber: string): Promise<'match' | 'mismatch' | 'unknown'>
}

export interface WechatPort {
  simulated: boolean
  /** Phone number behind a phone-button code; null when WeChat does not accept the code. */
  phoneNumber(code: string): Promise<string | null>
}

/** The suite used where nobody asks for one, and those that may be asked for. */
export interface SignatureSuites {
  default: SignatureSuite
  offered: readonly SignatureSuite[]
}

/** Certificates and keys for contracts. The keys stay behind the signers. Without a suite the installation's own. */
export interface PkiPort {
  /** Asks nobody outside. */
  signatureSuites(): SignatureSuites
  /** Before `timeStamper` and `roots` are asked about a suite: its authority may be new, or made by another process. */
  ready(suite: SignatureSuite): Promise<void>
  /** One-shot certificate (≤ 24 h) of a person, bound to contract and digest. */
  personSigner(person: {
    name: string
    contractId: string
    digest: string
    suite?: SignatureSuite
  }): Promise<Signer>
  /** Yearly certificate of an organization. */
  organizationSigner(organization: { id: string; name: string; suite?: SignatureSuite }): Promise<Signer>
  /** Key of this installation for evidence packages; always of the international suite. */
  evidenceSigner(): Promise<Signer>
  timeStamper(suite?: SignatureSuite): TimeStamper
  /**
   * What a reader needs to check these certificates (DER) and the time stamps later without asking anybody: issuers,
   * CRLs and OCSP answers, fresh now. For a file's security store (level B-LT and up). `suite`: that of the file's time
   * stamps.
   */
  validationData(certificates: readonly Buffer[], suite?: SignatureSuite): Promise<ValidationData>
  /**
   * Revokes every certificate that an organization could still sign with under this name: it leaves, or its key is
   * lost. What it signed and time-stamped before stays good. Answers how many; safe to repeat.
   */
  revokeOrganization(organization: { id: string; name: string }, reason: RevocationReason): Promise<number>
  /** Trust anchors, DER. */
  roots(): Buffer[]
}

export class ProviderFailure extends Error {
  readonly [failureBrand] = true
  override name = 'ProviderFailure'
}

/** Ports live in the host's bundle, their callers in a function's: each has its own copy of the class. */
export const isProviderFailure = (e: unknown): boolean =>
  typeof e === 'object' && e !== null && failureBrand in e

export interface Settings {
  /** Base of every link given to people, without trailing slash. */
  publicUrl: string
  limits: { uploadBytes: number; maxPages: number }
}

/** Everything outside that a request may use. */
export interface Deps {
  store: Store
  files: FileStore
  clock: Clock
  ids: Ids
  vault: Vault
  sms: SmsPort
  face: FacePort
  registry: IdentityRegistryPort
  wechat: WechatPort
  pki: PkiPort
  /** Converters of Office files besides the embedded one; only the document room uses them. */
  officeConverters?: OfficeConverters
  settings: Settings
  log: Log
}
