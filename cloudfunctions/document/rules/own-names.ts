interface Text {
  zh: string
  en: string
}

/** Fields of this installation's contracts: the contract's id (`Ids.random`) and the id of the place. */
const ownField = /^qianli-([\w-]{23})-/

/** The contract that a signature field says it belongs to. Anybody can write such a name: it proves nothing. */
export const contractNamedBy = (field: string): string | null => ownField.exec(field)?.[1] ?? null

/** A sentence without the names of our fields, which nobody outside knows. */
export const withoutOwnNames = ({ zh, en }: Text): Text => ({
  zh: zh.replace(/（[^（）“”]*“qianli-[\w-]+”）|“qianli-[\w-]+”/g, ''),
  en: en.replace(/ \([^()"]*"qianli-[\w-]+"\)| "qianli-[\w-]+"/g, ''),
})
