/** Single characters and two-character shingles, so that any part of a name is found by index. */
export function nameGrams(name: string): string[] {
  const characters = [...name.toLowerCase()]
  const pairs = characters.slice(1).map((c, i) => (characters[i] ?? '') + c)
  return [...new Set([...characters, ...pairs])]
}

/** The grams a name must have to contain the text. */
export function searchGrams(text: string): string[] {
  const characters = [...text.toLowerCase()]
  return characters.length <= 1 ? characters : nameGrams(text).filter((gram) => [...gram].length === 2)
}
