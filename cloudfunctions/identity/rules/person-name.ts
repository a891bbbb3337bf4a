/** The name as on a resident card: NFC, no spaces, one kind of middle dot. Null when it cannot be such a name. */
export function cardName(text: string): string | null {
  const name = text
    .normalize('NFC')
    .replace(/\s+/gu, '')
    .replace(/[•‧・･∙⋅.．]/gu, '·')
  const characters = [...name].length
  return characters >= 2 && characters <= 40 && /^\p{Script=Han}+(·\p{Script=Han}+)*$/u.test(name)
    ? name
    : null
}
