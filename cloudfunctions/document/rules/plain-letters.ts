/** A letter of a text as it is compared, and where it was written: UTF-16 offsets, `to` exclusive. */
export interface PlainLetter {
  letter: string
  from: number
  to: number
}

/** White space, and what is in a text only to steer line breaks or joining. */
const unheard = /^[\s\u00ad\u180e\u200b-\u200f\u2028-\u202f\u2060\ufeff]+$/u
/** A character with the marks that belong to it: normal forms combine across these, not further. */
const clusters = /\P{M}\p{M}*|\p{M}+/gu

/**
 * The letters of a text without regard to width, case and spacing: NFKC (UAX #15), lower case, no white space.
 * A ligature or a unit sign gives several letters of the same place.
 */
export function plainLetters(text: string): PlainLetter[] {
  const letters: PlainLetter[] = []
  for (const { 0: cluster, index } of text.matchAll(clusters)) {
    for (const letter of cluster.normalize('NFKC').toLowerCase().normalize('NFKC')) {
      if (!unheard.test(letter)) letters.push({ letter, from: index, to: index + cluster.length })
    }
  }
  return letters
}
