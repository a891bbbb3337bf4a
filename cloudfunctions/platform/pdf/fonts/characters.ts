/** Marks of direction and joining that have no picture; zero-width spaces; the soft hyphen. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g
const SPECIAL = /[\p{M}\p{Cc}\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u
const CONTROL_SPACE = /[\t\n\v\f\r\u0085\u2028\u2029]/g

/**
 * What is drawn as one: a character with the combining marks and variation selectors that follow it. What has no
 * picture is left out; a tab or line break counts as a space.
 */
export function charactersOf(text: string): string[] {
  // Nearly every line: each code point is a character.
  if (!SPECIAL.test(text)) return Array.from(text)
  const shown = text.replace(INVISIBLE, '').replace(CONTROL_SPACE, ' ')
  return shown.match(/\P{M}\p{M}*|\p{M}/gu) ?? []
}

/** U+FE00–FE0F, U+E0100–E01EF: they choose a form and have none of their own. */
export const isVariationSelector = (code: number): boolean =>
  (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef)
