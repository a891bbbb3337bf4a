import type { Validation, Verification } from '#types/verification'

/**
 * The one of three answers that a verdict gives (TOOL-10). A check that came to no conclusion is a failed one: to call
 * the file intact would promise what nobody has proved, to call it tampered would accuse without proof.
 */
export function resultOf(verdict: Verification['verdict']): Validation['result'] {
  return verdict === 'intact' || verdict === 'tampered' ? verdict : 'failed'
}
