/** What the person has entered so far; consents are never set in advance. */
export interface RealNameDraft {
  name: string
  idNumber: string
  general: boolean
  sensitive: boolean
}

export const emptyDraft: RealNameDraft = { name: '', idNumber: '', general: false, sensitive: false }

/** Whether the form may be sent; the server checks number, age and registry. */
export function isComplete(draft: RealNameDraft): boolean {
  return (
    draft.name.trim().length >= 2 && /^\d{17}[\dX]$/.test(draft.idNumber) && draft.general && draft.sensitive
  )
}
