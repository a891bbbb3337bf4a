import { createHash, createPublicKey, KeyObject } from 'node:crypto'
import { checkSignature, digestName } from '../../cloudfunctions/platform/pdf/verify/algorithms'
import { collectSignatures } from '../../cloudfunctions/platform/pdf/verify/collect-signatures'
import { readSignedData } from '../../cloudfunctions/platform/pdf/verify/cms'
import { forgetCertificates } from '../../cloudfunctions/platform/pdf/verify/certificate'
import { forgetPublicKeys } from '../../cloudfunctions/platform/pdf/verify/public-keys'
import { verifyPdf } from '../../cloudfunctions/platform/pdf/verify/verify-pdf'
import { PdfReader } from '../../cloudfunctions/platform/pdf/reader'
import { openCorpus } from '../../tests/corpus/corpus-files'
import { bestNow, quantile } from './measuring'

interface Row {
  file: string
  /** multiples of the floor: signers never seen before, on both sides */
  strangers: number
  /** the same with the signers' keys in memory, on both sides */
  known: number
}

/**
 * Verifying, per signature, against its floor: SHA-256 of the bytes that the signature covers and one check with the
 * signer's public key (the same key, algorithm and attributes). Everything else is over and above: finding and reading
 * the signatures, their time stamps (a second public-key check), chains, revocation, every later revision compared.
 *
 * "Never seen before": the floor takes the key from the certificate in node's own way, and our memory of certificates
 * and keys is emptied before each run. That is the usual case, because persons sign with a fresh certificate.
 */
export function verifyingRatios(): Row[] | null {
  const corpus = openCorpus()
  if (!corpus) return null
  const files = corpus.signed
    .map((entry) => ({ file: entry.file, bytes: corpus.read('signed', entry) }))
    .map(({ file, bytes }) => ({ file, bytes, floors: floorsOf(bytes) }))
    .filter(({ floors }) => floors.length > 0)
  return files.map(({ file, bytes, floors }) => {
    const floor = (known: boolean) => bestNow(RUNS, () => floors.forEach((work) => work(known)), 400)
    const known = bestNow(RUNS, () => verifyPdf(bytes), 600) / floor(true)
    const strangers = bestNow(
      RUNS,
      () => {
        forgetCertificates()
        forgetPublicKeys()
        verifyPdf(bytes)
      },
      600,
    )
    return { file, known, strangers: strangers / floor(false) }
  })
}

/** Enough for the engine's compiler to have done its work; bounded by time. */
const RUNS = 5_000

/** For each signature that can be checked: the least work that could check it, its key known or not. */
function floorsOf(bytes: Buffer): ((known: boolean) => void)[] {
  let reader: PdfReader
  try {
    reader = PdfReader.open(bytes)
  } catch {
    return []
  }
  return collectSignatures(bytes, reader, () => []).signatures.flatMap(({ range, crypto }) => {
    const { certificate } = crypto
    const key = certificate?.publicKey
    const check = publicKeyCheck(range.contents)
    if (!range.range || !(key instanceof KeyObject) || !check || crypto.answer !== 'ok') return []
    const { start, gapStart, gapEnd, end } = range.range
    const spki = { key: certificate?.publicKeyRaw ?? Buffer.alloc(0), format: 'der', type: 'spki' } as const
    return [
      (known: boolean) => {
        const hash = createHash('sha256').update(bytes.subarray(start, gapStart))
        hash.update(bytes.subarray(gapEnd, end)).digest()
        check(known ? key : createPublicKey(spki))
      },
    ]
  })
}

function publicKeyCheck(contents: Buffer): ((key: KeyObject) => void) | null {
  try {
    const signer = readSignedData(contents).signers[0]
    if (!signer?.signedAttributes) return null
    const signed = Buffer.concat([Buffer.from([0x31]), signer.signedAttributes.raw.subarray(1)])
    const digest = digestName(signer.digestOid)
    return (key) => checkSignature(signer.signatureAlgorithm, digest, key, [signed], signer.signature)
  } catch {
    return null
  }
}

/** Prints the medians and the files that cost most. */
export function benchVerifying(): void {
  const rows = verifyingRatios()
  if (!rows) return console.log('verify: QIANLI_CORPUS does not name the corpus; left out')
  const worst = [...rows].sort((a, b) => b.strangers - a.strangers).slice(0, 3)
  const line = (title: string, values: number[]) => {
    const [median, p90] = [quantile(values, 0.5), quantile(values, 0.9)].map((value) => value.toFixed(2))
    console.log(`  ${title.padEnd(34)} median ${median} x floor, p90 ${p90} x`)
  }
  console.log(`verify, per signature, ${rows.length} files of the corpus (bar: median <= 3 x floor)`)
  line(
    'signers never seen before',
    rows.map((row) => row.strangers),
  )
  line(
    "signers' keys in memory",
    rows.map((row) => row.known),
  )
  console.log(`  most: ${worst.map((row) => `${row.file} ${row.strangers.toFixed(1)} x`).join(', ')}`)
}
