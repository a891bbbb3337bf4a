/**
 * A name as it is compared: full-width forms, spaces and the several middle dots of minority and foreign names
 * (`阿卜杜拉·买买提`) make no difference.
 */
export const comparableName = (name: string) =>
  name
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[•・‧∙⋅.]/g, '·')
    .toUpperCase()

/** What the look-up of a person party is made of. */
export const personIdentity = (phone: string, name: string) => `${phone}\n${comparableName(name)}`
