import type { Change } from './changes/change'
import type { FindingCode } from './messages'
import type { SignaturePermissions } from './permissions'
import type { SignatureReport } from './report'
import type { Transition } from './revision-history'

/** What the judgement needs to know about the signatures that hold. */
export interface SignatureScope {
  revision: number
  kind: SignatureReport['kind']
  permissions: SignaturePermissions
}

export interface Objection {
  code: Extract<
    FindingCode,
    | 'changed-after-signing'
    | 'added-signature-invalid'
    | 'filled-without-signature'
    | 'field-locked'
    | 'not-permitted'
    | 'not-analysed'
  >
  change: Change
  /** the later revision that made it */
  revision: number
}

export interface ChangeJudgement {
  level: SignatureReport['changesAfter']['level']
  details: Change[]
  objections: Objection[]
}

const RANK = { none: 0, extended: 1, signed: 2, filled: 3, unknown: 4, modified: 5 } as const

/**
 * Judges what came after one signature. Filling an empty field is what signing in turn does, but only when a later
 * signature covers it: values that nobody signed may have been put there by anybody.
 */
export function judgeChanges(
  scope: SignatureScope,
  transitions: readonly Transition[],
  holding: readonly SignatureScope[],
): ChangeJudgement {
  const judgement: ChangeJudgement = { level: 'none', details: [], objections: [] }
  const reach = Math.max(-1, ...holding.filter((one) => one.kind === 'signature').map((one) => one.revision))
  for (const { revision, changes } of transitions) {
    if (revision <= scope.revision) continue
    if (judgement.level === 'none') judgement.level = 'extended'
    for (const change of changes) {
      const code = objection(change, revision, scope, holding, reach)
      const level = code === 'not-analysed' ? 'unknown' : code ? 'modified' : levelOf(change)
      if (RANK[level] > RANK[judgement.level]) judgement.level = level
      judgement.details.push(change)
      if (code) judgement.objections.push({ code, change, revision })
    }
  }
  return judgement
}

function levelOf(change: Change): 'extended' | 'signed' | 'filled' | 'modified' {
  if (change.allowance === 'always') return 'extended'
  if (change.allowance === 'signing') return 'signed'
  return change.allowance === 'filling' ? 'filled' : 'modified'
}

function objection(
  change: Change,
  revision: number,
  scope: SignatureScope,
  holding: readonly SignatureScope[],
  reach: number,
): Objection['code'] | null {
  if (change.kind === 'not-analysed') return 'not-analysed'
  if (change.allowance === 'never') return 'changed-after-signing'
  if (change.allowance === 'always') return null
  const forbids = scope.permissions.certification === 1
  if (change.allowance === 'signing') {
    const made = holding.filter((one) => one.revision === revision)
    if (made.length === 0) return 'added-signature-invalid'
    // Only a real time stamp is one: the dictionary may call any signature so.
    const stamp = change.kind === 'time-stamp-added' && made.some((one) => one.kind === 'document-time-stamp')
    return forbids && !stamp ? 'not-permitted' : null
  }
  if (forbids) return 'not-permitted'
  if ((change.fields ?? [change.subject]).some((field) => scope.permissions.locks(field)))
    return 'field-locked'
  return revision > reach ? 'filled-without-signature' : null
}
