import { createHash } from 'node:crypto'
import { PdfError } from '../errors'
import { PdfReader } from '../reader'
import type { Certificate } from './certificate'
import { collectSignatures, type CheckedSignature, type Collection } from './collect-signatures'
import { revisionReports } from './describe-revisions'
import { signerReport } from './describe-signer'
import { documentTimeStamps } from './document-time-stamp'
import type { FoundSignature } from './find-signatures'
import { judgeChanges, type SignatureScope } from './judge-changes'
import { changeInRevision, findingText, type FindingCode } from './messages'
import { readCertificates } from './read-certificates'
import { readPermissions } from './permissions'
import type { Finding, SignatureReport, Text, VerificationReport, Verdict, VerifyOptions } from './report'
import { RevisionHistory, type Transition } from './revision-history'
import { signatureLevel, signatureTime, type DocumentTimeStamp } from './signature-level'
import { summarise } from './summarise'
import { buildChain, judgeTrust } from './trust'
import { undecidedReport } from './undecided-report'
import { NO_VALIDATION_DATA, readValidationData, type ValidationData } from './validation-data'

/**
 * Verifies any PDF from any platform: each signature's integrity, what it covers, what came after it, who signed,
 * when, and who vouches for the name. Never throws and never changes the file; time and memory are bounded by the
 * reader's limits (for hostile files run it in a worker, see `runVerification`).
 */
export function verifyPdf(input: Uint8Array, options: VerifyOptions = {}): VerificationReport {
  const bytes = Buffer.isBuffer(input) ? input : Buffer.from(input.buffer, input.byteOffset, input.byteLength)
  try {
    return new Verification(bytes, options).run()
  } catch {
    // Every known fault is a finding. For an unknown one a file gets no verdict, and its sender no error page.
    return undecidedReport('check-failed')
  }
}

class Verification {
  private readonly findings: Finding[] = []
  private readonly roots: Certificate[]
  private readonly now: number
  private reader: PdfReader | null = null
  private problem: PdfError | null = null
  private formHidden = false

  constructor(
    private readonly bytes: Buffer,
    private readonly options: VerifyOptions,
  ) {
    this.roots = (options.roots ?? []).flatMap(readCertificates)
    this.now = options.now ?? Date.now()
  }

  run(): VerificationReport {
    this.open()
    const data = this.validationData()
    const collection = collectSignatures(this.bytes, this.reader, () => data.certificates)
    this.formHidden = collection.formHidden
    const history = this.reader && !this.reader.repaired ? new RevisionHistory(this.bytes, this.reader) : null
    const real = collection.signatures.filter((signature) => !signature.empty)
    if (this.reader?.repaired && real.length > 0) this.reader = null
    const revisions = this.revisionsOf(collection.signatures, history)
    const transitions = this.transitions(collection.signatures, revisions, history)
    this.reportCollection(collection, real)
    const signatures = this.reportSignatures(collection.signatures, revisions, transitions, history, data)
    const pages = this.pageCount()
    const sha256 = this.checkExpected(real.length)
    const verdict = this.verdict(real.length, collection.unreadable)
    return {
      verdict,
      summary: summarise(verdict, signatures, this.findings),
      pages,
      sha256,
      signatures,
      findings: this.findings,
      revisions: history ? revisionReports(history, transitions, signatures) : [],
    }
  }

  private say(
    code: FindingCode,
    severity: Finding['severity'],
    signature: number | null = null,
    subject = '',
    words: string | Text = subject,
  ): void {
    this.findings.push({ code, severity, signature, subject, text: findingText(code, words) })
  }

  private open(): void {
    if (this.bytes.length === 0) {
      this.problem = new PdfError('not-pdf', 'empty')
      this.say('file-empty', 'info')
      return
    }
    try {
      this.reader = PdfReader.open(this.bytes)
    } catch (error) {
      this.problem = asPdfError(error)
      try {
        if (this.problem.code === 'damaged') this.reader = PdfReader.open(this.bytes, { repair: true })
      } catch (second) {
        this.problem = asPdfError(second)
      }
    }
    if (this.reader?.encrypted) this.reportEncryption(this.reader.lock)
    if (this.reader?.repaired) this.say('repaired', 'warning')
    else if (this.problem?.code === 'not-pdf') this.say('not-pdf', 'info')
    else if (this.problem) this.say('unreadable', 'info', null, this.problem.detail)
  }

  private reportEncryption(lock: PdfError | null): void {
    if (!lock) this.say('encrypted', 'info')
    else if (lock.code === 'encrypted') this.say('password-needed', 'doubt')
    else this.say('encryption-unknown', 'doubt', null, lock.detail)
  }

  private validationData(): ValidationData {
    try {
      if (this.reader) return readValidationData(this.reader)
    } catch {
      // Without validation data the levels are lower; nothing else depends on it.
    }
    return NO_VALIDATION_DATA
  }

  private pageCount(): number | null {
    try {
      return this.reader ? this.reader.pageCount : null
    } catch (error) {
      this.say('pages-unreadable', 'warning', null, asPdfError(error).detail)
      return null
    }
  }

  private checkExpected(found: number): string | null {
    const expected = this.options.expected
    if (expected?.signatures !== undefined && found > expected.signatures)
      this.say('signatures-extra', 'doubt', null, `${found}`, {
        zh: `应有 ${expected.signatures} 个签名，现有 ${found} 个`,
        en: `${expected.signatures} signatures due, ${found} found`,
      })
    if (expected?.signatures !== undefined && found < expected.signatures) {
      // Where nothing else is wrong, the rest was cut off at the end of a revision: the file alone cannot tell.
      const whole = found > 0 && !this.findings.some((finding) => finding.severity === 'tampered')
      this.say(whole ? 'earlier-revision' : 'signatures-missing', 'tampered', null, `${found}`, {
        zh: `应有 ${expected.signatures} 个签名，现有 ${found} 个`,
        en: `${expected.signatures} signatures due, ${found} found`,
      })
    }
    if (expected?.sha256 === undefined) return null
    const sha256 = createHash('sha256').update(this.bytes).digest('hex')
    if (sha256 !== expected.sha256.toLowerCase()) this.say('hash-differs', 'tampered')
    return sha256
  }

  private revisionsOf(signatures: CheckedSignature[], history: RevisionHistory | null): (number | null)[] {
    return signatures.map(({ range }) => (range.range && history ? history.revisionOf(range.range) : null))
  }

  private transitions(
    signatures: CheckedSignature[],
    revisions: (number | null)[],
    history: RevisionHistory | null,
  ): Transition[] {
    const signed = revisions.filter(
      (index, i): index is number => index !== null && signatures[i]?.empty === false,
    )
    if (!history || signed.length === 0) return []
    return history.transitionsAfter(Math.min(...signed))
  }

  private reportCollection(collection: Collection, real: CheckedSignature[]): void {
    if (collection.unchecked > 0) this.say('limit-reached', 'doubt')
    if (collection.embedded > 0) this.say('embedded-signatures', 'info')
    for (const field of collection.duplicates) this.say('signature-duplicate', 'warning', null, field)
    // Where not even a PDF is left, a scrap that looks like a signature proves nothing.
    const severity = !this.reader && real.length === 0 ? 'doubt' : 'tampered'
    for (let i = 0; i < Math.min(collection.unreadable, 5); i++) this.say('not-a-signature', severity)
    collection.signatures.forEach((signature, index) => {
      if (!signature.empty) return
      // Next to real signatures an empty one was wiped out or left half done: neither may pass unseen.
      if (signature.found.origin === 'bytes') return
      if (real.length > 0) this.say('signature-emptied', 'tampered', index, signature.found.field)
      else this.say('signature-empty', 'info', index, signature.found.field)
    })
  }

  private reportSignatures(
    signatures: CheckedSignature[],
    revisions: (number | null)[],
    transitions: Transition[],
    history: RevisionHistory | null,
    data: ValidationData,
  ): SignatureReport[] {
    signatures.forEach((signature, index) => {
      if (!signature.empty) this.judgeAlone(signature, index, revisions[index] ?? null, history)
    })
    const holds = (index: number) => !this.findings.some((f) => f.signature === index && decides(f))
    const scopes = signatures.map((signature, index) => this.scope(signature, revisions[index] ?? null))
    const holding = scopes.filter((scope, index): scope is SignatureScope => {
      return scope !== null && holds(index) && signatures[index]?.crypto.answer === 'ok'
    })
    const stamps = signatures.flatMap((signature, index) => {
      return holds(index) ? documentTimeStamps(signature, revisions[index] ?? null, history) : []
    })
    return signatures.map((signature, index) => {
      const scope = scopes[index] ?? null
      return this.report(signature, index, scope, transitions, holding, stamps, data, history)
    })
  }

  /** What can be said about one signature without looking at later changes. */
  private judgeAlone(
    signature: CheckedSignature,
    index: number,
    revision: number | null,
    history: RevisionHistory | null,
  ): void {
    const { range, crypto, found } = signature
    for (const fault of range.faults) this.say(fault, 'tampered', index, '')
    if (crypto.fault) this.say(crypto.fault, crypto.answer === 'unknown' ? 'doubt' : 'tampered', index)
    if (crypto.answer === 'ok' && crypto.weakDigest) this.say('weak-digest', 'warning', index)
    if (crypto.answer === 'ok' && crypto.unusualDigest) this.say('digest-unusual', 'warning', index)
    const stamp = crypto.timeStamp
    if (stamp?.answer === 'broken') this.say('time-stamp-broken', 'tampered', index)
    else if (stamp?.answer === 'unknown') this.say('time-stamp-unchecked', 'warning', index)
    else if (stamp && !stamp.authority) this.say('time-stamp-purpose', 'warning', index)
    if (found.origin === 'bytes' && this.reader) {
      this.say(
        this.formHidden ? 'form-encrypted' : 'signature-orphaned',
        this.formHidden ? 'doubt' : 'tampered',
        index,
      )
    }
    if (!range.range || range.faults.length > 0) return
    if (!history) {
      const whole = range.range.end >= this.bytes.length
      this.say(whole ? 'damaged-as-signed' : 'bytes-after-end', whole ? 'doubt' : 'tampered', index)
      return
    }
    if (revision === null) return this.say('not-at-revision-end', 'tampered', index)
    if (!history.endsCleanly && range.range.end < this.bytes.length)
      this.say('bytes-after-end', 'tampered', index)
    try {
      if (!history.continues(revision)) this.say('revision-bypassed', 'tampered', index)
    } catch (error) {
      this.say('signed-revision-unreadable', 'tampered', index, asPdfError(error).detail)
    }
  }

  private scope(signature: CheckedSignature, revision: number | null): SignatureScope | null {
    if (revision === null || !this.reader) return null
    try {
      const permissions = readPermissions(this.reader, signature.found.dict, signature.found.lock)
      return { revision, kind: signature.crypto.kind, permissions }
    } catch {
      return { revision, kind: signature.crypto.kind, permissions: { certification: 1, locks: () => true } }
    }
  }

  private report(
    signature: CheckedSignature,
    index: number,
    scope: SignatureScope | null,
    transitions: Transition[],
    holding: SignatureScope[],
    stamps: DocumentTimeStamp[],
    data: ValidationData,
    history: RevisionHistory | null,
  ): SignatureReport {
    const { crypto, found, range } = signature
    const judged = scope && !signature.empty ? judgeChanges(scope, transitions, holding) : null
    for (const { code, change, revision } of judged?.objections.slice(0, 50) ?? []) {
      const severity = code === 'not-analysed' ? 'doubt' : 'tampered'
      this.say(code, severity, index, change.subject, changeInRevision(change, revision))
    }
    const time = signatureTime(signature, stamps, this.inTheClear(found))
    const certificate = crypto.certificate
    const chain = certificate
      ? buildChain(
          certificate,
          [...crypto.certificates, ...data.certificates],
          this.roots,
          crypto.certificateBound,
        )
      : { certificates: [], trusted: false, broken: false }
    if (chain.broken && !signature.empty) this.say('certificate-forged', 'tampered', index)
    const revocation = {
      present: data.present,
      crls: [...data.crls, ...crypto.crls],
      ocsps: [...data.ocsps, ...crypto.ocsps],
    }
    const proven = time.source === 'claimed' || time.time === null ? this.now : time.time
    const whole = scope !== null && scope.revision === history?.last
    return {
      field: this.reader?.lock ? `#${found.fieldNumber}` : found.field, // names are encrypted too
      kind: crypto.kind,
      signer: certificate ? signerReport(certificate) : null,
      time: time.time,
      timeSource: time.source,
      level: signatureLevel(signature, chain.certificates, stamps, revocation),
      integrity: signature.empty ? 'empty' : integrity(crypto.answer, range.faults.length > 0),
      coverage: range.faults.length > 0 || !scope ? 'partial' : whole ? 'whole-file' : 'revision',
      revision: scope?.revision ?? null,
      changesAfter: {
        level: judged?.level ?? 'unknown',
        details: [...new Set((judged?.details ?? []).map((change) => change.kind))],
      },
      trust: judgeTrust(chain, proven, revocation),
      weakDigest: crypto.weakDigest,
    }
  }

  /** Can the strings of a signature dictionary be read? What only the bytes show was not decrypted. */
  private inTheClear({ origin }: FoundSignature): boolean {
    if (!this.reader?.encrypted) return true
    return this.reader.lock === null && origin === 'form'
  }

  private verdict(signatures: number, scraps: number): Verdict {
    if (this.findings.some((finding) => finding.severity === 'tampered')) return 'tampered'
    if (signatures === 0 && (scraps === 0 || !this.reader))
      return this.reader && !this.reader.lock ? 'unsigned' : 'unreadable'
    return this.findings.some((finding) => finding.severity === 'doubt') ? 'indeterminate' : 'intact'
  }
}

const decides = (finding: Finding): boolean => finding.severity === 'tampered' || finding.severity === 'doubt'

const integrity = (answer: 'ok' | 'broken' | 'unknown', faulty: boolean): SignatureReport['integrity'] =>
  faulty ? 'broken' : answer

const asPdfError = (error: unknown): PdfError =>
  error instanceof PdfError
    ? error
    : new PdfError('damaged', error instanceof Error ? error.message : 'unknown')
