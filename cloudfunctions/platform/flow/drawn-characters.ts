/**
 * Characters that common Chinese fonts lack, set from ones that they have, so that the text stays text: a ticked box
 * is a box with a tick in it.
 */
interface DrawnCharacter {
  character: string
  /** to the left by this share of the size, over the character before */
  shift?: number
  /** of the size; such a character takes no room */
  scale?: number
}

const tick: DrawnCharacter = { character: '✓', shift: -0.88, scale: 0.8 }
const cross: DrawnCharacter = { character: '×', shift: -0.9, scale: 0.8 }

const DRAWN: Record<string, DrawnCharacter[]> = {
  '☐': [{ character: '□' }],
  '☑': [{ character: '□' }, tick],
  '☒': [{ character: '□' }, cross],
  '🗹': [{ character: '□' }, tick],
  '✔': [{ character: '✓' }],
  '✗': [{ character: '×' }],
  '✘': [{ character: '×' }],
  '➢': [{ character: '▷' }],
  '◾': [{ character: '■' }],
  '\u00a0': [{ character: ' ' }],
  '\u2002': [{ character: ' ' }],
  '\u2003': [{ character: '\u3000' }],
  '\u2009': [{ character: ' ' }],
  '\u202f': [{ character: ' ' }],
  '\u2011': [{ character: '-' }],
  '\u2010': [{ character: '-' }],
}

/** The characters that stand for one; itself for nearly all. */
export const drawnAs = (character: string): readonly DrawnCharacter[] => DRAWN[character] ?? [{ character }]
