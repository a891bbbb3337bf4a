import type { PageText } from '#types/document'
import { boxOfPart, joined, type Box } from './part-of-span'
import { plainLetters } from './plain-letters'

export interface PhraseMatches {
  /** The boxes of each match, one a line it touches, in viewer points. In the reading order of the file. */
  matches: Box[][]
  /** There are more than `most`. */
  more: boolean
}

/**
 * Where a phrase stands on a page, however it is broken over lines and pieces: width, case and white space do not
 * count. Matches do not overlap. A phrase without a letter is nowhere.
 */
export function findPhrase({ spans }: Pick<PageText, 'spans'>, phrase: string, most: number): PhraseMatches {
  const wanted = plainLetters(phrase)
    .map(({ letter }) => letter)
    .join('')
  if (wanted === '') return { matches: [], more: false }

  const places: { span: number; from: number; to: number }[] = []
  let text = ''
  for (const [span, { text: written }] of spans.entries()) {
    for (const { letter, from, to } of plainLetters(written)) {
      text += letter
      // One place for each UTF-16 unit, so that an index in `text` is an index here.
      for (let unit = 0; unit < letter.length; unit += 1) places.push({ span, from, to })
    }
  }

  const matches: Box[][] = []
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    if (matches.length === most) return { matches, more: true }
    const parts = new Map<number, { from: number; to: number }>()
    for (const { span, from, to } of places.slice(at, at + wanted.length)) {
      const part = parts.get(span)
      parts.set(span, { from: Math.min(from, part?.from ?? from), to: Math.max(to, part?.to ?? to) })
    }
    matches.push(
      joined(
        [...parts].flatMap(([index, part]) => {
          const span = spans[index]
          return span ? [boxOfPart(span, part.from, part.to)] : []
        }),
      ),
    )
  }
  return { matches, more: false }
}
