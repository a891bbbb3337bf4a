import type { Field } from '../model/contract'

interface Text {
  zh: string
  en: string
}

/** Name of a place's field or slot in the file: the id keeps it apart from whatever form the upload brought along. */
export const fieldName = (contractId: string, field: Pick<Field, 'id'>) => `qianli-${contractId}-${field.id}`

/** The contract's id (`Ids.random`) and the id of the place. */
const ownField = /^qianli-([\w-]{23})-/

/** The contract that a signature field says it belongs to. Anybody can write such a name: it proves nothing. */
export const contractNamedBy = (field: string): string | null => ownField.exec(field)?.[1] ?? null

/** Names that no person gave: those of our fields, and of the field that a document time stamp makes. */
const made = String.raw`(?:qianli-[\w-]+|DocumentTimestamp\d+)`
const inChinese = new RegExp(`（[^（）“”]*“${made}”）|“${made}”`, 'g')
const inEnglish = new RegExp(String.raw` \([^()"]*"${made}"\)| "${made}"`, 'g')

/** A sentence without such names. */
export const withoutOwnNames = ({ zh, en }: Text): Text => ({
  zh: zh.replace(inChinese, ''),
  en: en.replace(inEnglish, ''),
})
