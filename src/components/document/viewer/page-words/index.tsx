import type { PageWordsProps } from './types'

/** A mini-program cannot select text over an image; the image itself carries the words. */
export function PageWords(_props: PageWordsProps) {
  return null
}

/** More than this is read from the file itself; every character crosses a bridge. */
const mostCharacters = 1200

/** What a screen reader says of the image of a page; `without` where it has no text. */
export function spokenImage(plain: string, without: string): string {
  const words = plain.replace(/\s+/g, ' ').trim()
  if (words === '') return without
  return words.length > mostCharacters ? `${words.slice(0, mostCharacters)}…` : words
}
