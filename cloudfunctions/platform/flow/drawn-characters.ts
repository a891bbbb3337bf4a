/**
 * Characters that common Chinese fonts lack, set from ones that they have, so that the text stays text: a ticked box
 * is a tick with a box drawn around it.
 */
export interface DrawnCharacter {
  character: string
  /** inside of a box, one em wide */
  boxed?: boolean
}

const DRAWN: Record<string, DrawnCharacter> = {
  '☐': { character: '□' },
  '☑': { character: '✓', boxed: true },
  '☒': { character: '×', boxed: true },
  '🗹': { character: '✓', boxed: true },
  '🗷': { character: '×', boxed: true },
  '✔': { character: '✓' },
  '✗': { character: '×' },
  '✘': { character: '×' },
  '➢': { character: '▷' },
  '◾': { character: '■' },
  '\u00a0': { character: ' ' },
  '\u2002': { character: ' ' },
  '\u2003': { character: '\u3000' },
  '\u2009': { character: ' ' },
  '\u202f': { character: ' ' },
  '\u2011': { character: '-' },
  '\u2010': { character: '-' },
}

/** What stands for a character; itself for nearly all. */
export const drawnAs = (character: string): DrawnCharacter => DRAWN[character] ?? { character }
