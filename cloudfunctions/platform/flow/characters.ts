/**
 * Where lines may break (JIS X 4051, GB/T 15834-2011 §5.1, W3C clreq §3.1): closing marks never begin a line, opening
 * marks never end one, dashes and ellipses stay in one piece.
 */
const NO_START = new Set(
  '，。、．：；？！）〕］｝〉》」』】〗〙’”…‥—～·•‧・％‰℃℉°′″!%),.:;?]}¢ー々〻ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ',
)
const NO_END = new Set('（〔［｛〈《「『【〖〘‘“￥＄£¥$([{＃№')
const INSEPARABLE = new Set('—…‥')
/** Marks that may stand outside the right edge rather than pull a letter into the next line. */
const HANGING = new Set('，。、．：；？！,.')

export const isHanging = (character: string): boolean => HANGING.has(character)

/** Set in the Chinese face, as wide as its em: ideographs, kana, full-width forms, CJK punctuation and symbols. */
export function isWide(character: string): boolean {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x2000) return code === 0xb7 || code === 0xd7 || code === 0xf7
  if (code < 0x2e80) return !NARROW_SYMBOLS.has(character)
  return !(code >= 0xac00 && code < 0xd7b0) && !(code >= 0xfb00 && code < 0xfe10)
}

const NARROW_SYMBOLS = new Set('‐‑‒–€™ ‚„†‡‹›')

/** A letter of running Chinese: between it and a Latin letter or digit stands a quarter of a space. */
export function isIdeograph(character: string): boolean {
  const code = character.codePointAt(0) ?? 0
  return (
    (code >= 0x3400 && code <= 0x9fff) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0x20000 && code <= 0x323af) ||
    code === 0x3007
  )
}

const LATIN = /[\p{L}\p{N}]/u

export const isLatinLetter = (character: string): boolean =>
  character < '\u0250'
    ? /[0-9A-Za-z\u00c0-\u024f]/.test(character)
    : !isWide(character) && LATIN.test(character)

/** Whether a line may end between two characters, none of them a space. */
export function mayBreakBetween(before: string, after: string): boolean {
  if (NO_START.has(after) || NO_END.has(before)) return false
  // What stands for a space that does not break.
  if (before === ' ' || after === ' ') return false
  if (before === after && INSEPARABLE.has(before)) return false
  const wideBefore = isWide(before)
  const wideAfter = isWide(after)
  if (!wideBefore && !wideAfter) return before === '-' || before === '\u2010' || before === '\u2013'
  return true
}
