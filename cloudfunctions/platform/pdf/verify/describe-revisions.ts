import type { Change } from './changes/change'
import { changeText, findingText, signedText } from './messages'
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
    const signed = signatures.filter((one) => one.revision === index && one.integrity !== 'empty')
    if (own) return { index, end, changes: distinct(own.changes.map((change) => withSigner(change, signed))) }
    const changes: Text[] = signed.map((one) => {
      const kind = one.kind === 'signature' ? 'signature-added' : 'time-stamp-added'
      return withSigner({ kind, allowance: 'signing', subject: one.field }, signed)
    })
    if (changes.length === 0 && index < first) {
      changes.push(findingText(index === 0 ? 'first-saved' : 'saved-before-signing', ''))
    }
    return { index, end, changes }
  })
}

/** Several objects may have changed in one and the same way: people need to read it once. */
const distinct = (texts: Text[]): Text[] =>
  texts.filter((text, index) => texts.findIndex((other) => other.en === text.en) === index)

/** Who signed says more than which field was signed; the name is the one of the certificate. */
function withSigner(change: Change, signed: readonly SignatureReport[]): Text {
  const { kind, subject } = change
  if (kind !== 'signature-added' && kind !== 'time-stamp-added') return changeText(change)
  const signer = signed.find((one) => one.field === subject)?.signer
  return signer ? signedText(kind, signer.name, subject) : changeText(change)
}
