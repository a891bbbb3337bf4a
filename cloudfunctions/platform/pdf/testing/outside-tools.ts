import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { OID } from '../../pki/oids'
import { readSignedData } from '../verify/cms'

/** True when a command can be started here. */
export const hasTool = (command: string): boolean => spawnSync(command, ['--version']).error === undefined

type TestBody = () => Promise<void>

/** `test` when the tool is there; else a skipped test whose name says why. */
export function testWith(command: string): (title: string, body: TestBody) => void {
  if (hasTool(command)) return (title, body) => test(title, body)
  return (title) => test.skip(`SKIPPED, ${command} is not installed: ${title}`, () => undefined)
}

export interface ToolResult {
  status: number | null
  output: string
}

export function run(command: string, args: readonly string[]): ToolResult {
  const result = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 64 << 20 })
  return { status: result.status, output: `${result.stdout}${result.stderr}` }
}

/** Files of one test in a folder of their own. */
export class Scratch {
  readonly dir = mkdtempSync(join(tmpdir(), 'qianli-pdf-'))

  file(name: string, bytes: Buffer): string {
    const path = join(this.dir, name)
    writeFileSync(path, bytes)
    return path
  }

  path(name: string): string {
    return join(this.dir, name)
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true })
  }
}

const toPem = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}(?!$)/g, '$&\n')}\n-----END CERTIFICATE-----\n`

export const pemFile = (scratch: Scratch, name: string, certificates: readonly Buffer[]): string =>
  scratch.file(name, Buffer.from(certificates.map(toPem).join('')))

/** The CMS or token of a signature: /Contents without its padding. */
export function contentsOf(pdf: Buffer, byteRange: readonly number[]): Buffer {
  const [, b = 0, c = 0] = byteRange
  return trimDer(Buffer.from(pdf.toString('latin1', b + 1, c - 1), 'hex'))
}

/** The bytes that a signature covers. */
export function coveredBytes(pdf: Buffer, byteRange: readonly number[]): Buffer {
  const [a = 0, b = 0, c = 0, d = 0] = byteRange
  return Buffer.concat([pdf.subarray(a, a + b), pdf.subarray(c, c + d)])
}

/** Verification at another clock than the machine's. */
export interface ClockOption {
  at?: Date
}

const clock = ({ at }: ClockOption): string[] =>
  at ? ['-attime', String(Math.floor(at.getTime() / 1000))] : []

/** `openssl cms -verify -cades` over one signature of a PDF, chain to the given root included. */
export function opensslVerify(
  scratch: Scratch,
  pdf: Buffer,
  byteRange: readonly number[],
  roots: readonly Buffer[],
  options: ClockOption = {},
): ToolResult {
  const signed = scratch.file('signed.bin', coveredBytes(pdf, byteRange))
  const cms = scratch.file('signature.der', contentsOf(pdf, byteRange))
  const ca = pemFile(scratch, 'roots.pem', roots)
  const what = ['-binary', '-inform', 'DER', '-in', cms, '-content', signed, '-out', scratch.path('out.bin')]
  const trust = ['-CAfile', ca, '-purpose', 'any', ...clock(options)]
  return run('openssl', ['cms', '-verify', '-cades', ...what, ...trust])
}

/** `openssl ts -verify` of an RFC 3161 token over some data, chain to the given root included. */
export function opensslVerifyTimeStamp(
  scratch: Scratch,
  token: Buffer,
  data: Buffer,
  roots: readonly Buffer[],
  options: ClockOption = {},
): ToolResult {
  const files = ['-in', scratch.file('token.der', token), '-data', scratch.file('stamped.bin', data)]
  const ca = pemFile(scratch, 'ts-roots.pem', roots)
  return run('openssl', ['ts', '-verify', '-token_in', ...files, '-CAfile', ca, ...clock(options)])
}

/** The time stamp inside a signature (RFC 3161 appendix A) and the signature value that it is about. */
export function signatureTimeStamp(cms: Buffer): { token: Buffer; signature: Buffer } {
  const signer = readSignedData(cms).signers[0]
  const token = signer?.unsignedAttributes.get(OID.signatureTimeStamp)?.child(0).raw
  if (!signer || !token) throw new Error('no time stamp in the signature')
  return { token, signature: signer.signature }
}

/** Cuts the zero padding of /Contents. */
export function trimDer(bytes: Buffer): Buffer {
  const first = bytes[1] ?? 0
  if (first < 0x80) return bytes.subarray(0, 2 + first)
  const count = first & 0x7f
  return bytes.subarray(0, 2 + count + bytes.readUIntBE(2, count))
}
