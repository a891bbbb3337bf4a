import { changeText, findingText } from './messages'
import type { RevisionReport, SignatureReport, Text } from './report'
import type { RevisionHistory, Transition } from './revision-history'

/** What each revision did: the first ones in a word, those after the first signature change by change. */
export function revisionReports(
  history: RevisionHistory,
  transitions: Transition[],
  signatures: readonly SignatureReport[],
): RevisionReport[] {
  const first = transitions[0]?.revision ?? history.revisions.length
  return history.revisions.map(({ index, end }) => {
    const own = transitions.find((one) => one.revision === index)
    if (own) return { index, end, changes: own.changes.map(changeText) }
    const signed = signatures.filter((one) => one.revision === index && one.integrity !== 'empty')
    const changes: Text[] = signed.map((one) => {
      const kind = one.kind === 'signature' ? 'signature-added' : 'time-stamp-added'
      return changeText({ kind, allowance: 'signing', subject: one.field })
    })
    if (changes.length === 0 && index < first) {
      changes.push(findingText(index === 0 ? 'first-saved' : 'saved-before-signing', ''))
    }
    return { index, end, changes }
  })
}
