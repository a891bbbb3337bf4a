// Sealing one visible B-T signature against its floor and against other libraries, in one run.
//   npm run bench -- pdf
// or by hand:
//   npx esbuild bench/pdf.bench.ts --bundle --platform=node --format=esm --packages=external --outfile=dist/bench/pdf.mjs
//   node --expose-gc dist/bench/pdf.mjs
// floor = SHA-256 of the file + one RSA-2048 signature. Every library signs with the same RSA-2048 key; files are in
// memory. Figures are the best of several runs, ratios are to the floor of the same run. A library that fails or takes
// longer than its budget is shown as such. QIANLI_BENCH_PEERS=0 leaves the others out.
import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { VectorPicture } from '../cloudfunctions/platform/pdf/appearance/vector-picture'
import { FontSet } from '../cloudfunctions/platform/pdf/fonts/font-set'
import { drawSeal } from '../cloudfunctions/platform/pdf/seal/seal-design'
import { signPdf } from '../cloudfunctions/platform/pdf/sign'
import { samplePdf } from '../cloudfunctions/platform/pdf/testing/sample-files'
import { issueCertificate } from '../cloudfunctions/platform/pki/certificate'
import type { Signer } from '../cloudfunctions/platform/pki/keys'
import { generateLocalKey, type LocalKey } from '../cloudfunctions/platform/pki/local-key'
import { LocalPki } from '../cloudfunctions/platform/pki/local-pki'

const MB = 1 << 20
const RECT = { x: 60, y: 60, width: 119, height: 119 }

interface Identity {
  key: LocalKey
  signer: Signer
}

/** A self-signed RSA-2048 identity: the only kind that every library here can use. */
async function rsaIdentity(): Promise<Identity> {
  const key = await generateLocalKey('rsa2048')
  const now = Date.now()
  const certificate = await issueCertificate(
    {
      subject: { commonName: '上海云杉科技有限公司' },
      publicKey: key.publicKey,
      notBefore: new Date(now - 60_000),
      notAfter: new Date(now + 86_400_000),
      profile: { use: 'document' },
    },
    { certificate: null, algorithm: key.algorithm, sign: (data) => key.sign(data) },
  )
  return { key, signer: { certificate, chain: [], algorithm: key.algorithm, sign: (data) => key.sign(data) } }
}

async function ownSign(base: Buffer, signer: Signer, pki: LocalPki, seal: VectorPicture): Promise<Buffer> {
  const { append } = await signPdf({
    base,
    fieldName: 'bench',
    newField: { page: 0, rect: RECT },
    appearance: { ...seal }, // a new object: nothing kept from the run before helps
    name: '上海云杉科技有限公司',
    date: new Date(),
    signer,
    timeStamper: pki.timeStamper(),
  })
  return append
}

/** @libpdf/core signs invisibly and gives back a whole file: the call that Documenso makes. */
async function libpdfSign(base: Buffer, signer: Signer, pki: LocalPki): Promise<unknown> {
  const { PDF } = await import('@libpdf/core')
  const pdf = await PDF.load(base)
  return pdf.sign({
    signer: {
      certificate: signer.certificate,
      certificateChain: [],
      keyType: 'RSA',
      signatureAlgorithm: 'RSASSA-PKCS1-v1_5',
      sign: (data: Uint8Array) => signer.sign(Buffer.from(data)),
    },
    timestampAuthority: { timestamp: (digest: Uint8Array) => pki.timeStamper().stamp(Buffer.from(digest)) },
    level: 'B-T',
  })
}

/** @signpdf with its plain placeholder: level B-B at most, no time stamp. */
async function signpdfSign(base: Buffer, p12: Buffer): Promise<unknown> {
  const { plainAddPlaceholder } = await import('@signpdf/placeholder-plain')
  const { P12Signer } = await import('@signpdf/signer-p12')
  const { SignPdf } = await import('@signpdf/signpdf')
  const prepared = plainAddPlaceholder({
    pdfBuffer: base,
    reason: 'bench',
    contactInfo: '',
    name: 'bench',
    location: '',
    signatureLength: 8192,
    widgetRect: [60, 60, 179, 179],
  })
  return new SignPdf().sign(prepared, new P12Signer(p12, { passphrase: '' }))
}

interface Forge {
  pki: { privateKeyFromAsn1(a: unknown): unknown; certificateFromAsn1(a: unknown): unknown }
  asn1: { fromDer(bytes: string): unknown; toDer(a: unknown): { getBytes(): string } }
  pkcs12: { toPkcs12Asn1(key: unknown, certs: unknown[], password: string, options: object): unknown }
  util: object
}

function pkcs12Of({ key, signer }: Identity): Buffer {
  const require = createRequire(createRequire(import.meta.url).resolve('@signpdf/signer-p12'))
  const forge = require('node-forge') as Forge
  const asn1 = (der: Buffer) => forge.asn1.fromDer(der.toString('latin1'))
  const pkcs8 = key.export()
  const inner = pkcs8.subarray(pkcs8.indexOf(Buffer.from([0x30, 0x82]), 20)) // RSAPrivateKey inside PrivateKeyInfo
  const p12 = forge.pkcs12.toPkcs12Asn1(
    forge.pki.privateKeyFromAsn1(asn1(inner)),
    [forge.pki.certificateFromAsn1(asn1(signer.certificate))],
    '',
    { algorithm: '3des' },
  )
  return Buffer.from(forge.asn1.toDer(p12).getBytes(), 'latin1')
}

/** Best of up to `runs` runs, no new run after `budgetMs`. */
async function best(runs: number, budgetMs: number, work: () => Promise<unknown>): Promise<number | string> {
  const started = performance.now()
  let fastest = Infinity
  for (let i = 0; i < runs && (i === 0 || performance.now() - started < budgetMs); i++) {
    globalThis.gc?.()
    const from = performance.now()
    try {
      await work()
    } catch (error) {
      return `fails: ${error instanceof Error ? error.message.slice(0, 60) : 'unknown'}`
    }
    fastest = Math.min(fastest, performance.now() - from)
  }
  return fastest
}

/** 300,000 small objects in 100 MB, as large generated reports have them. */
const manyObjects = (): Buffer =>
  samplePdf({
    pages: 10,
    extra: () => Array.from({ length: 300_000 }, (_, i) => `<</Row ${i}/Text(${'x'.repeat(290)})>>`),
  })

const files: [string, () => Buffer, number][] = [
  ['10 pages, 200 KB', () => samplePdf({ pages: 10, filler: 190 * 1024 }), 15],
  ['100 MB', () => samplePdf({ pages: 10, filler: 100 * MB, flavour: 'stream' }), 7],
  ['100 MB, 300,000 objects', manyObjects, 7],
]

/** Prints one line per file and library; the numbers are milliseconds and multiples of the floor. */
export async function benchPdf(): Promise<void> {
  const identity = await rsaIdentity()
  const { signer } = identity
  const scratch = mkdtempSync(join(tmpdir(), 'qianli-bench-'))
  const pki = await LocalPki.create(join(scratch, 'pki'), randomBytes(32))
  const seal = drawSeal(
    { kind: 'contract', name: '上海云杉科技有限公司', code: '3101150287416' },
    FontSet.open(),
  )
  const p12 = pkcs12Of(identity)
  const peers = process.env['QIANLI_BENCH_PEERS'] !== '0'
  try {
    for (const [title, make, runs] of files) {
      const base = make()
      const floor = await best(runs * 2, 20_000, async () => {
        createHash('sha256').update(base).digest()
        await signer.sign(Buffer.alloc(100))
      })
      const rows: [string, number | string][] = [
        ['qianli, visible, B-T', await best(runs * 2, 20_000, () => ownSign(base, signer, pki, seal))],
      ]
      if (peers) {
        rows.push([
          '@libpdf/core, invisible, B-T',
          await best(runs, 15_000, () => libpdfSign(base, signer, pki)),
        ])
        rows.push(['@signpdf, no time stamp', await best(runs, 15_000, () => signpdfSign(base, p12))])
      }
      console.log(`${title} (${(base.length / MB).toFixed(1)} MB): floor ${Number(floor).toFixed(2)} ms`)
      for (const [name, value] of rows) {
        const shown =
          typeof value === 'string'
            ? value
            : `${value.toFixed(2)} ms = ${(value / Number(floor)).toFixed(2)} x floor`
        console.log(`  ${name.padEnd(30)} ${shown}`)
      }
      if (base.length > 90 * MB)
        console.log(`  memory over the file itself: ${extraMemory(scratch, base).toFixed(1)} MB`)
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** In a fresh process, because a process never gives its peak back. */
function extraMemory(scratch: string, base: Buffer): number {
  const path = join(scratch, 'memory.pdf')
  writeFileSync(path, base)
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--expose-gc', fileURLToPath(import.meta.url), '--memory', path],
    {
      encoding: 'utf8',
    },
  )
  const value = Number(stdout.trim())
  if (!stdout || Number.isNaN(value)) throw new Error(`memory run failed: ${stderr}`)
  return value
}

/** Peak resident memory that one signature adds, after a small one has warmed the code up. MB. */
async function measureMemory(path: string): Promise<void> {
  const { signer } = await rsaIdentity()
  const scratch = mkdtempSync(join(tmpdir(), 'qianli-bench-'))
  const pki = await LocalPki.create(join(scratch, 'pki'), randomBytes(32))
  const seal: VectorPicture = {
    width: 10,
    height: 10,
    shapes: [{ d: [['M', 0, 0], ['L', 10, 0], ['L', 10, 10], ['Z']], fill: '#c5372c' }],
  }
  await ownSign(samplePdf(), signer, pki, seal)
  const base = readFileSync(path)
  globalThis.gc?.()
  const before = process.resourceUsage().maxRSS
  await ownSign(base, signer, pki, seal)
  rmSync(scratch, { recursive: true, force: true })
  console.log((process.resourceUsage().maxRSS - before) / 1024)
}

const memoryAt = process.argv.indexOf('--memory')
await (memoryAt > 0 ? measureMemory(process.argv[memoryAt + 1] ?? '') : benchPdf())
