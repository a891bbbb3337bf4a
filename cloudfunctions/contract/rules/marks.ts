import { Refusal } from '#platform/kernel/refusal'
import type { Field, Party } from '../model/contract'

export type Mark = { fieldId: string; signatureId: string } | { fieldId: string; sealId: string }

/** A field with what goes into it. Dates need no mark of the signer. */
export type FilledField =
  | { field: Field; with: 'signature'; signatureId: string }
  | { field: Field; with: 'seal'; sealId: string }
  | { field: Field; with: 'date' }

/**
 * Joins the signer's marks with his fields (SIGN-10): every signature and seal field has exactly one mark of its kind.
 * @throws Refusal FIELDS_INCOMPLETE when one is missing, INPUT_INVALID for a mark that belongs nowhere
 */
export function fillFields(party: Pick<Party, 'fields'>, marks: readonly Mark[]): FilledField[] {
  const byField = new Map(marks.map((mark) => [mark.fieldId, mark]))
  if (byField.size !== marks.length) throw new Refusal('INPUT_INVALID', { field: 'marks' })
  const filled = party.fields.map((field): FilledField => {
    if (field.type === 'date') return { field, with: 'date' }
    const mark = byField.get(field.id)
    if (!mark) throw new Refusal('FIELDS_INCOMPLETE', { field: field.id })
    byField.delete(field.id)
    if (field.type === 'seal' && 'sealId' in mark) return { field, with: 'seal', sealId: mark.sealId }
    if (field.type === 'signature' && 'signatureId' in mark)
      return { field, with: 'signature', signatureId: mark.signatureId }
    throw new Refusal('INPUT_INVALID', { field: field.id })
  })
  if (byField.size > 0) throw new Refusal('INPUT_INVALID', { field: 'marks' })
  return filled
}

/** The field that carries the digital signature itself; the others are slots filled in the same revision. */
export function mainField(party: Pick<Party, 'kind' | 'fields'>): Field {
  const type = party.kind === 'organization' ? 'seal' : 'signature'
  const main = party.fields.find((f) => f.type === type)
  if (!main) throw new Error('a party without a sign area cannot have been initiated')
  return main
}
