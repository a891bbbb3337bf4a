import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { rc4 } from '../decryption/rc4'
import { PdfDict, PdfString, type PdfValue } from '../objects'
import { run, type Scratch } from './outside-tools'

/** How qpdf encrypts, by a name for people. */
export const ENCRYPTIONS = {
  'RC4 with 40 bits (V1, R2)': ['40'],
  'RC4 with 128 bits (V2, R3)': ['128', '--use-aes=n'],
  'RC4 by crypt filter (V4, R4)': ['128', '--use-aes=n', '--force-V4'],
  'AES-128 (V4, R4)': ['128', '--use-aes=y'],
  'AES-128, metadata in the clear': ['128', '--use-aes=y', '--cleartext-metadata'],
  'AES-256 (V5, R5)': ['256', '--force-R5'],
  'AES-256 (V5, R6)': ['256'],
  'AES-256, metadata in the clear': ['256', '--cleartext-metadata'],
} as const

export type Encryption = keyof typeof ENCRYPTIONS
export type ObjectStreams = 'disable' | 'generate'

let count = 0

/** The file as qpdf writes it, encrypted or (null) plain; both have the same objects under the same numbers. */
export function rewritten(
  scratch: Scratch,
  pdf: Buffer,
  encryption: Encryption | null,
  objectStreams: ObjectStreams,
  password = '',
): Buffer {
  const [from, to] = [scratch.file(`from-${count}.pdf`, pdf), scratch.path(`to-${count++}.pdf`)]
  const how = encryption ? ['--encrypt', password, 'owner', ...ENCRYPTIONS[encryption], '--'] : []
  const { status, output } = run('qpdf', [
    '--allow-weak-crypto',
    `--object-streams=${objectStreams}`,
    ...how,
    from,
    to,
  ])
  if (status !== 0 && status !== 3) throw new Error(`qpdf: ${output}`) // 3: with warnings
  return readFileSync(to)
}

/** Encrypts strings as a program does that adds to such a file; the key is asked from qpdf, not from the engine. */
export class StringEncryption {
  private readonly key: Buffer

  constructor(
    scratch: Scratch,
    pdf: Buffer,
    private readonly encryption: Encryption,
    password = '',
  ) {
    const path = scratch.file(`key-${count++}.pdf`, pdf)
    const flags = ['--show-encryption', '--show-encryption-key', `--password=${password}`]
    const { output } = run('qpdf', [...flags, path])
    this.key = Buffer.from(/Encryption key = ([0-9a-f]+)/.exec(output)?.[1] ?? '', 'hex')
    if (this.key.length === 0) throw new Error(`qpdf: ${output}`)
  }

  /** A value for the object of this number. Placeholders of signatures stay as they are. */
  value(value: PdfValue, num: number): PdfValue {
    if (value instanceof PdfString) return new PdfString(this.bytes(value.bytes, num))
    if (Array.isArray(value)) return value.map((item) => this.value(item, num))
    if (!(value instanceof PdfDict)) return value
    return new PdfDict(new Map([...value.entries].map(([key, item]) => [key, this.value(item, num)])))
  }

  private bytes(plain: Buffer, num: number): Buffer {
    const iv = randomBytes(16)
    if (this.encryption.startsWith('AES-256')) return cbc('aes-256-cbc', this.key, iv, plain)
    const aes = this.encryption.startsWith('AES-128')
    const place = Buffer.from([num & 255, (num >> 8) & 255, num >> 16, 0, 0])
    const hash = createHash('md5').update(this.key).update(place)
    if (aes) hash.update('sAlT')
    const key = hash.digest().subarray(0, Math.min(16, this.key.length + 5))
    return aes ? cbc('aes-128-cbc', key, iv, plain) : rc4(key, plain)
  }
}

function cbc(algorithm: string, key: Buffer, iv: Buffer, plain: Buffer): Buffer {
  const cipher = createCipheriv(algorithm, key, iv)
  return Buffer.concat([iv, cipher.update(plain), cipher.final()])
}
