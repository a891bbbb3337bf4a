/** Kinds of change that one revision made to what stood before. */
export type ChangeKind =
  | 'signature-added'
  | 'time-stamp-added'
  | 'signature-field-added'
  | 'field-filled'
  | 'field-changed'
  | 'validation-data-added'
  | 'metadata-changed'
  | 'structure-changed'
  | 'form-changed'
  | 'form-removed'
  | 'field-added'
  | 'field-removed'
  | 'signed-field-changed'
  | 'signature-changed'
  | 'annotation-added'
  | 'annotation-changed'
  | 'annotation-removed'
  | 'page-content-changed'
  | 'page-changed'
  | 'pages-changed'
  | 'catalog-changed'
  | 'object-stream-replaced'
  | 'missing-object-defined'
  | 'object-unreadable'
  | 'structure-broken'
  | 'not-analysed'

/**
 * Who may make such a change after a signature: `always` (it shows nothing new), `signing` (a further signature and
 * its own field), `filling` (an empty field got its value: fine when a later signature covers it), `never`.
 */
export type Allowance = 'always' | 'signing' | 'filling' | 'never'

export interface Change {
  kind: ChangeKind
  allowance: Allowance
  /** field name, dictionary key or object number, for people */
  subject: string
  /** names of the fields it concerns when `subject` is not the name of one */
  fields?: readonly string[]
  /** the page it is on, from 1, when that can be told */
  page?: number
}
