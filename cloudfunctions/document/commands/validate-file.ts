import { createHash } from 'node:crypto'
import { validation, type Validation } from '#types/verification'
import type { AccountCaller, Context } from '#platform/kernel/context'
import { Refusal } from '#platform/kernel/refusal'
import type { VerificationReport } from '#platform/pdf/verify/report'
import { matchingContract } from '../queries/matching-contract'
import { withoutOwnNames } from '../../contract/queries/field-names'
import { resultOf } from '../rules/validation-result'
import { verifyBytes } from './verify-bytes'

/** An answer stays small whatever the file holds: it is kept for days as the first answer to its key. */
const most = { signatures: 100, findings: 60, revisions: 100, changes: 40, letters: 500 }

/**
 * What a file proves, from its bytes as they came: nothing is repaired, converted or written. The answer rests on the
 * file alone and is the same for everybody; only the contract it belongs to depends on who asks.
 * @throws Refusal FILE_TYPE for what is no PDF
 */
export async function validateFile(
  ctx: Pick<Context<AccountCaller>, 'deps' | 'caller' | 'now'>,
  name: string,
  bytes: Buffer,
): Promise<Validation> {
  const { length: size } = bytes
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const { pki } = ctx.deps
  // Another process may have made the authority of the suite that this installation signs with.
  await pki.ready(pki.signatureSuites().default)
  const report = await verifyBytes(bytes, { roots: pki.roots(), now: ctx.now })
  if (report.findings.some(({ code }) => code === 'not-pdf')) throw new Refusal('FILE_TYPE')
  const fields = report.signatures.map(({ field }) => field)
  const intact = report.verdict === 'intact'
  const contract = await matchingContract(ctx, fields, { sha256, size, intact })
  // Parsed here, not only on its way out: it is kept as the first answer to this key.
  return validation.parse({
    ...presented(report),
    result: resultOf(report.verdict),
    checkedAt: ctx.now,
    file: { name, sha256, size, pages: report.pages },
    contract,
  })
}

const gravity = ['tampered', 'doubt', 'warning', 'info'] as const

function presented({ verdict, signatures, findings, revisions }: VerificationReport) {
  const sentences = gravity.flatMap((severity) =>
    distinct(findings.filter((finding) => finding.severity === severity).map(({ text }) => text)).map(
      (text) => ({ severity, text }),
    ),
  )
  const states = revisions.map(({ end, changes }) => ({ size: end, changes: distinct(changes) }))
  return {
    verdict,
    found: signatures.filter(({ integrity }) => integrity !== 'empty').length,
    signatures: signatures.slice(0, most.signatures).map((signature) => ({
      ...signature,
      // Whose party it is, only the contract's own page knows.
      party: null,
      certificate: signature.signer && shortened(signature.signer),
      changesAfter: signature.changesAfter.level,
      trust: signature.trust.status,
    })),
    findings: sentences.slice(0, most.findings),
    revisions: states
      .slice(0, most.revisions)
      .map(({ size, changes }) => ({ size, changes: changes.slice(0, most.changes) })),
    truncated:
      signatures.length > most.signatures ||
      sentences.length > most.findings ||
      states.length > most.revisions ||
      states.some(({ changes }) => changes.length > most.changes),
  }
}

/** Each sentence once. */
const distinct = (texts: readonly { zh: string; en: string }[]) => [
  ...new Map(texts.map((text) => shortened(withoutOwnNames(text))).map((text) => [text.zh, text])).values(),
]

/** Names out of the file, of fields or in certificates, can be as long as the file. */
const shortened = <T extends object>(facts: T): T =>
  Object.fromEntries(
    Object.entries(facts).map(([key, value]: [string, unknown]) => [
      key,
      typeof value === 'string' && value.length > most.letters ? `${beginning(value)}…` : value,
    ]),
  ) as T

/** Cut between two characters, not inside one. */
const beginning = (text: string) => text.slice(0, most.letters).replace(/[\uD800-\uDBFF]$/, '')
