/** The dot of transcribed names (买买提·吐尔逊), as {@link sealText} writes it. */
export const DOT = '·'

/**
 * A text as a seal bears it: composed, without spaces and marks that have no picture, with one form of the dot, so that
 * each character is one glyph.
 */
export const sealText = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\s\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}\u{200b}-\u{200f}\u{feff}]/gu, '')
    .replace(/[•・‧∙⋅]/g, DOT)

/** How much room each character needs beside the others. */
export const placesOf = (text: string): number[] =>
  [...text].map((character) => (character === DOT ? 0.55 : 1))

/** A text as one line, or as two of nearly the same length when it is longer than `longest` characters. */
export function breakEvenly(text: string, longest: number): string[] {
  const characters = [...text]
  if (characters.length <= longest) return [text]
  const middle = Math.ceil(characters.length / 2)
  return [characters.slice(0, middle).join(''), characters.slice(middle).join('')]
}
