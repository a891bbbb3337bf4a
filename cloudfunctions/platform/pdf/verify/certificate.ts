import { createHash } from 'node:crypto'
import { readDer, type DerNode } from '../../pki/der-reader'
import { OID } from '../../pki/oids'
import { checkSignature, type CryptoAnswer } from './algorithms'
import { publicKeyOf, type PublicKey } from './public-keys'

/**
 * An X.509 certificate, read with our own reader so that odd but valid ones (other curves, BER, long serials) are
 * read too. Only the places are found at first; names, dates and extensions are read when asked for.
 */
export class Certificate {
  private readonly fields: readonly DerNode[]
  private readonly outer: DerNode
  private extensionMap: Map<string, Buffer> | undefined
  private key: PublicKey | null | undefined
  private readonly names = new Map<number, ReadonlyMap<string, string>>()
  private hash: Buffer | undefined

  private constructor(
    readonly raw: Buffer,
    node: DerNode,
  ) {
    this.outer = node
    const tbs = node.child(0).expect(0x30).children
    // version is [0] EXPLICIT and absent in v1
    this.fields = tbs[0]?.tag === 0xa0 ? tbs.slice(1) : tbs
    if (this.fields.length < 6 || node.children.length < 3) throw new TypeError('not a certificate')
  }

  /** Null when the bytes are not a certificate. The same bytes give the same object while it is remembered. */
  static read(bytes: Buffer): Certificate | null {
    if (bytes.length > MAX_REMEMBERED_BYTES) return parse(bytes)
    const id = bytes.toString('latin1')
    const known = remembered.get(id)
    if (known !== undefined) return known
    // A copy: what is remembered must not keep the file alive that it came from.
    const certificate = parse(Buffer.from(bytes))
    const oldest = remembered.size >= MAX_REMEMBERED ? remembered.keys().next().value : undefined
    if (oldest !== undefined) remembered.delete(oldest)
    remembered.set(id, certificate)
    return certificate
  }

  /** Error: DerError or TypeError when the bytes are not a certificate. */
  static from(bytes: Buffer): Certificate {
    const node = readDer(bytes)
    return new Certificate(node.raw, node.expect(0x30))
  }

  private field(index: number): DerNode {
    return this.fields[index] as DerNode
  }

  /** contents of the INTEGER: compare bytes, some serials are longer than allowed or negative */
  get serial(): Buffer {
    return this.field(0).content
  }

  get serialHex(): string {
    return this.serial.toString('hex')
  }

  get issuerRaw(): Buffer {
    return this.field(2).raw
  }

  get subjectRaw(): Buffer {
    return this.field(4).raw
  }

  get subject(): ReadonlyMap<string, string> {
    return this.nameAt(4)
  }

  get issuer(): ReadonlyMap<string, string> {
    return this.nameAt(2)
  }

  private nameAt(index: number): ReadonlyMap<string, string> {
    let known = this.names.get(index)
    if (!known) this.names.set(index, (known = readName(this.field(index))))
    return known
  }

  /** epoch ms */
  get notBefore(): number {
    return this.field(3).child(0).date.getTime()
  }

  /** epoch ms */
  get notAfter(): number {
    return this.field(3).child(1).date.getTime()
  }

  /** SHA-256 of the whole certificate */
  get sha256(): Buffer {
    return (this.hash ??= createHash('sha256').update(this.raw).digest())
  }

  /** the same in hex */
  get fingerprint(): string {
    return this.sha256.toString('hex')
  }

  /** The subject's public key; null when this OpenSSL cannot read it. */
  get publicKey(): PublicKey | null {
    if (this.key === undefined) this.key = publicKeyOf(this.field(5).raw)
    return this.key
  }

  get publicKeyRaw(): Buffer {
    return this.field(5).raw
  }

  get selfIssued(): boolean {
    return this.issuerRaw.equals(this.subjectRaw)
  }

  /** extnValue contents by OID */
  extension(oid: string): Buffer | undefined {
    if (!this.extensionMap) {
      this.extensionMap = new Map()
      const list = this.fields.find((field) => field.tag === 0xa3)
      for (const item of list ? list.child(0).children : []) {
        const value = item.children[item.children.length - 1]
        if (value) this.extensionMap.set(item.child(0).oid, value.octets)
      }
    }
    return this.extensionMap.get(oid)
  }

  get subjectKeyIdentifier(): Buffer | null {
    const value = this.extension(OID.subjectKeyIdentifier)
    return value ? readDer(value).octets : null
  }

  get isCa(): boolean {
    const value = this.extension(OID.basicConstraints)
    if (!value) return false
    const first = readDer(value).children[0]
    return first?.tag === 0x01 && first.boolean
  }

  /** Extended key usages; null when the extension is absent. */
  get extendedKeyUsage(): string[] | null {
    const value = this.extension(OID.extendedKeyUsage)
    return value ? readDer(value).children.map((item) => item.oid) : null
  }

  /** Was this certificate signed with the issuer's key? */
  signedBy(issuer: Certificate): CryptoAnswer {
    const key = issuer.publicKey
    if (!key) return 'unknown'
    try {
      const algorithm = this.outer.child(1)
      return checkSignature(algorithm, null, key, [this.outer.child(0).raw], this.outer.child(2).bits)
    } catch {
      return 'bad'
    }
  }
}

/** Authorities come back in file after file. Both bounds together: 4 MB at most, nearly always a tenth of it. */
const MAX_REMEMBERED = 512
const MAX_REMEMBERED_BYTES = 8192
const remembered = new Map<string, Certificate | null>()

/** Empties the memory, for measurements of what a file costs that is seen for the first time. */
export const forgetCertificates = (): void => remembered.clear()

function parse(bytes: Buffer): Certificate | null {
  try {
    return Certificate.from(bytes)
  } catch {
    return null
  }
}

/** Attribute values by OID; the last of a repeated attribute. */
export function readName(name: DerNode): Map<string, string> {
  const values = new Map<string, string>()
  for (const rdn of name.children) {
    for (const attribute of rdn.children) values.set(attribute.child(0).oid, attribute.child(1).text)
  }
  return values
}

const SHORT: Record<string, string> = {
  [OID.commonName]: 'CN',
  [OID.organization]: 'O',
  [OID.organizationalUnit]: 'OU',
  [OID.country]: 'C',
  [OID.locality]: 'L',
  [OID.province]: 'ST',
  [OID.serialNumber]: 'serialNumber',
  [OID.surname]: 'SN',
  [OID.organizationIdentifier]: 'organizationIdentifier',
  '2.5.4.42': 'GN',
  '1.2.840.113549.1.9.1': 'emailAddress',
}

/** A name for people, e.g. `CN=张三, O=…`. */
export function formatName(name: ReadonlyMap<string, string>): string {
  return [...name].map(([oid, value]) => `${SHORT[oid] ?? oid}=${value}`).join(', ')
}
