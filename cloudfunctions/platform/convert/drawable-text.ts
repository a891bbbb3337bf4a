import type { FontSet } from '../pdf/fonts/font-set'
import { ConversionRefused } from './conversion'

/** Marks that turn the reading direction: what one reader sees is not what another one sees. */
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/u
/** Control characters beyond tab, line ends and form feed. */
const CONTROL = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]/u
const MOST_NAMED = 8

/**
 * Makes sure that every character of a text can be drawn as it is.
 * @throws ConversionRefused FILE_CHARACTERS naming those that cannot: a box in their place would be another text
 */
export function checkDrawable(text: string, fonts: FontSet): void {
  const bad = new Set<string>()
  for (const character of text) {
    if (bad.size > MOST_NAMED) break
    if (DIRECTION.test(character) || CONTROL.test(character)) bad.add(named(character))
  }
  for (const character of fonts.missingIn(distinct(text), 'song')) bad.add(named(character))
  if (bad.size > 0) throw new ConversionRefused('FILE_CHARACTERS', listed([...bad]))
}

/** Characters that cannot be drawn, as people are told: `😀 (U+1F600)`. */
export const namedCharacters = (characters: readonly string[]): string => listed(characters.map(named))

const listed = (names: readonly string[]): string =>
  names.slice(0, MOST_NAMED).join(' ') + (names.length > MOST_NAMED ? ' …' : '')

/** Each character once, with the marks that follow it. */
function distinct(text: string): string {
  return [...new Set(text.match(/\P{M}\p{M}*|\p{M}/gu) ?? [])].join('\n')
}

/** One without a picture is named by its number alone. */
function named(character: string): string {
  const code = [...character].map(
    (part) => `U+${(part.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  )
  return /^[\p{C}\p{Z}]/u.test(character) ? code.join(' ') : `${character} (${code.join(' ')})`
}
