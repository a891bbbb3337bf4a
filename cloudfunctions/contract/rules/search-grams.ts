const han = /\p{Script=Han}/u

/** Full-width forms, case and white space make no difference to a search. */
const normal = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()

/**
 * Shingles of two characters of each text, and every single Chinese character, so that a search for one surname
 * works too. Two-character words are the rule in Chinese: longer shingles would miss them.
 */
export function gramsOf(texts: readonly string[]): string[] {
  const grams = new Set<string>()
  for (const text of texts) {
    const chars = [...normal(text)]
    chars.forEach((char, i) => {
      if (han.test(char)) grams.add(char)
      const next = chars[i + 1]
      if (next !== undefined && char !== ' ' && next !== ' ') grams.add(char + next)
    })
  }
  return [...grams]
}

/** Shingles a match must contain; empty when the search says nothing. Matches are rechecked with {@link matches}. */
export function gramsOfSearch(search: string): string[] {
  const shingles = gramsOf([search])
  const pairs = shingles.filter((gram) => [...gram].length === 2)
  return pairs.length > 0 ? pairs : shingles
}

/** True when one of the texts contains every word of the search: shingles alone would also match scattered pieces. */
export function matches(texts: readonly string[], search: string): boolean {
  const words = normal(search).split(' ').filter(Boolean)
  const haystack = texts.map(normal)
  return words.every((word) => haystack.some((text) => text.includes(word)))
}
