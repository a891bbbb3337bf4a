import type { SignatureView, Verification } from '#types/verification'
import type { Deps } from '#platform/kernel/ports'
import type { SignatureReport, Text, VerifyOptions } from '#platform/pdf/verify/report'
import { runVerification } from '#platform/pdf/verify/run-verification'
import { verifyPdf } from '#platform/pdf/verify/verify-pdf'
import { readDocument } from '../commands/read-document'
import type { Contract } from '../model/contract'
import { signedCount } from '../rules/life'
import { fieldName, withoutOwnNames } from './field-names'

/** Well below the 60 s and the memory that a function has: what takes more is told as such, not waited for. */
const limits = { time: 30_000, heap: 512 }

/** The bundle this runs in, which answers as the worker (wiring.ts); null when it runs from sources. */
const bundle = typeof __filename === 'string' && __filename.endsWith('.js') ? __filename : null

/** Signatures and time stamps that the newest revision must carry: one a party who signed, one that closes the file. */
export const expectedSignatures = (contract: Contract): number =>
  signedCount(contract) + (contract.closing ? 1 : 0)

/**
 * Verifies the newest revision against what is recorded of it: the hash, and the number of signatures, so that a file
 * cut at the end of a revision is found out although each remaining signature holds.
 * @throws Refusal FILE_HASH when the stored bytes are not the recorded ones
 */
export async function verificationOf(deps: Deps, contract: Contract): Promise<Verification> {
  const { seq, file } = contract.revision
  const bytes = await readDocument(deps.files, file)
  const checkedAt = deps.clock.now()
  const expected = expectedSignatures(contract)
  if (contract.suite) await deps.pki.ready(contract.suite)
  const options: VerifyOptions = {
    roots: deps.pki.roots(),
    now: checkedAt,
    expected: { sha256: file.sha256, signatures: expected },
  }
  const report = bundle ? await runVerification(bundle, bytes, options, limits) : verifyPdf(bytes, options)
  return {
    verdict: report.verdict,
    checkedAt,
    file: { revision: seq, sha256: file.sha256, size: file.size, pages: report.pages },
    expected,
    found: report.signatures.filter((s) => s.integrity !== 'empty').length,
    signatures: report.signatures.map((signature) => signatureView(signature, contract)),
    findings: report.findings.map(({ severity, text }) => ({ severity, text: named(text, contract) })),
    revisions: report.revisions.map(({ end, changes }) => ({
      size: end,
      changes: distinct(changes.map((change) => named(change, contract))),
    })),
  }
}

function signatureView(signature: SignatureReport, contract: Contract): SignatureView {
  const { kind, field, signer, time, timeSource, level, integrity, coverage, changesAfter, trust } = signature
  const party = contract.parties.find((p) => p.fields.some((f) => fieldName(contract.id, f) === field))
  return {
    kind,
    party: party?.name ?? null,
    certificate: signer && {
      name: signer.name,
      organization: signer.organization,
      issuer: signer.issuer,
      serialNumber: signer.serialNumber,
      fingerprint: signer.fingerprint,
      notBefore: signer.notBefore,
      notAfter: signer.notAfter,
    },
    time,
    timeSource,
    level,
    integrity,
    coverage,
    changesAfter: changesAfter.level,
    trust: trust.status,
  }
}

const fieldWords = {
  signature: { zh: '签名', en: 'signature' },
  seal: { zh: '印章', en: 'seal' },
  date: { zh: '签署日期', en: 'date' },
} as const

/** People know parties and their places, not the names that fields have in the file. */
function named({ zh, en }: Text, contract: Contract): Text {
  for (const party of contract.parties)
    for (const field of party.fields) {
      const name = fieldName(contract.id, field)
      if (!zh.includes(name)) continue
      zh = zh.replaceAll(name, `${party.name} · ${fieldWords[field.type].zh}`)
      en = en.replaceAll(name, `${party.name} · ${fieldWords[field.type].en}`)
    }
  return withoutOwnNames({ zh, en })
}

/** Each sentence once: a party that dates thirty pages is one line. */
const distinct = (texts: readonly Text[]): Text[] => [
  ...new Map(texts.map((text) => [text.zh, text])).values(),
]
