// Sealing one visible B-T signature against its floor and against other libraries, in one run.
//   npm run bench -- pdf
// or by hand:
//   npx esbuild bench/pdf.bench.ts --bundle --platform=node --format=esm --packages=external --outfile=dist/bench/pdf.mjs
//   node --expose-gc dist/bench/pdf.mjs
// floor = SHA-256 of the file + one RSA-2048 signature. Every library signs with the same RSA-2048 key; files are in
// memory. Each line is measured in a process of its own, because some libraries do not survive large files; figures are
// the best of several warm runs, ratios are to the floor of the same run. QIANLI_BENCH_PEERS=0 leaves the others out.
import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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

async function ownSign(
  base: Buffer,
  signer: Signer,
  pki: LocalPki,
  appearance: VectorPicture,
): Promise<Buffer> {
  const { append } = await signPdf({
    base,
    fieldName: 'bench',
    newField: { page: 0, rect: RECT },
    appearance,
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

/** Best of up to `runs` warm runs in ms; no new run after the budget. */
async function best(runs: number, work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  let fastest = Infinity
  for (let i = 0; i < runs && (i === 0 || performance.now() - started < BUDGET_MS); i++) {
    const from = performance.now()
    await work()
    fastest = Math.min(fastest, performance.now() - from)
  }
  return fastest
}

const BUDGET_MS = 15_000

/** 300,000 small objects in 100 MB, as large generated reports have them. */
const manyObjects = (): Buffer =>
  samplePdf({
    pages: 10,
    extra: () => Array.from({ length: 300_000 }, (_, i) => `<</Row ${i}/Text(${'x'.repeat(290)})>>`),
  })

const files: [string, () => Buffer, number][] = [
  ['10 pages, 200 KB', () => samplePdf({ pages: 10, filler: 190 * 1024 }), 200],
  ['100 MB', () => samplePdf({ pages: 10, filler: 100 * MB, flavour: 'stream' }), 10],
  ['100 MB, 300,000 objects', manyObjects, 10],
]

type Subject = 'floor' | 'qianli' | 'qianli-again' | 'libpdf' | 'signpdf' | 'memory'

const contestants: [Subject, string][] = [
  ['qianli', 'qianli, visible, B-T'],
  ['qianli-again', 'the same, seal used before'],
  ['libpdf', '@libpdf/core, invisible, B-T'],
  ['signpdf', '@signpdf, no time stamp'],
]

/** Prints one line per file and library: milliseconds and multiples of the floor. */
export function benchPdf(): void {
  const scratch = mkdtempSync(join(tmpdir(), 'qianli-bench-'))
  try {
    for (const [title, make, runs] of files) {
      const path = join(scratch, 'file.pdf')
      const bytes = make()
      writeFileSync(path, bytes)
      const floor = inProcess('floor', path, runs)
      console.log(`${title} (${(bytes.length / MB).toFixed(1)} MB): floor ${show(floor, 'ms')}`)
      for (const [subject, name] of contestants) {
        if (!subject.startsWith('qianli') && process.env['QIANLI_BENCH_PEERS'] === '0') continue
        const value = inProcess(subject, path, runs)
        const ratio =
          typeof value === 'number' && typeof floor === 'number'
            ? ` = ${(value / floor).toFixed(2)} x floor`
            : ''
        console.log(`  ${name.padEnd(30)} ${show(value, 'ms')}${ratio}`)
      }
      if (bytes.length > 90 * MB && existsSync('/proc/self/clear_refs'))
        console.log(`  qianli, memory over the file itself: ${show(inProcess('memory', path, 1), 'MB')}`)
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

const show = (value: number | string, unit: string): string =>
  typeof value === 'string' ? value : `${value.toFixed(2)} ${unit}`

/** One measurement in a fresh process; a crash or a hang of a library is a result, not the end of the bench. */
function inProcess(subject: Subject, path: string, runs: number): number | string {
  const args = ['--expose-gc', fileURLToPath(import.meta.url), '--measure', subject, path, String(runs)]
  const { stdout, stderr, signal, error } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    timeout: 90_000,
  })
  const value = Number(stdout.trim() || 'none')
  if (!Number.isNaN(value)) return value
  if (error) return 'fails: no result in 90 s'
  const reason = /heap out of memory/.test(stderr)
    ? 'out of memory'
    : (/^\w*Error: .*$/m.exec(stderr)?.[0] ?? signal ?? 'crash')
  return `fails: ${reason.slice(0, 80)}`
}

/** Highest resident memory since the last reset, MB. */
const peakMemory = (): number =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024

async function measure(subject: Subject, path: string, runs: number): Promise<number> {
  const identity = await rsaIdentity()
  const { signer } = identity
  const scratch = mkdtempSync(join(tmpdir(), 'qianli-bench-'))
  try {
    const pki = await LocalPki.create(join(scratch, 'pki'), randomBytes(32))
    const seal = drawSeal(
      { kind: 'contract', name: '上海云杉科技有限公司', code: '3101150287416' },
      FontSet.open(),
    )
    const base = readFileSync(path)
    switch (subject) {
      case 'floor':
        return await best(runs * 2, async () => {
          createHash('sha256').update(base).digest()
          await signer.sign(Buffer.alloc(100))
        })
      case 'qianli':
        // A new picture object each time, so that nothing kept from the run before helps.
        return await best(runs, () => ownSign(base, signer, pki, { ...seal }))
      case 'qianli-again':
        return await best(runs, () => ownSign(base, signer, pki, seal))
      case 'libpdf':
        return await best(runs, () => libpdfSign(base, signer, pki))
      case 'signpdf': {
        const p12 = pkcs12Of(identity)
        return await best(runs, () => signpdfSign(base, p12))
      }
      case 'memory': {
        // The code is warmed up on a small file first; Linux can be told to forget the peak of what came before.
        await ownSign(samplePdf(), signer, pki, seal)
        globalThis.gc?.()
        writeFileSync('/proc/self/clear_refs', '5')
        const before = peakMemory()
        await ownSign(base, signer, pki, seal)
        return peakMemory() - before
      }
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

const at = process.argv.indexOf('--measure')
if (at < 0) benchPdf()
else {
  const [subject, path = '', runs] = process.argv.slice(at + 1)
  console.log(await measure(subject as Subject, path, Number(runs)))
}
