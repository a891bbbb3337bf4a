/** Signs of the symbol fonts that have a place in Unicode. Codes without the private-use offset 0xF000. */
const WINGDINGS: Record<number, string> = {
  0x21: '✎',
  0x28: '☎',
  0x2a: '✉',
  0x46: '☞',
  0x4a: '☺',
  0x6c: '●',
  0x6d: '○',
  0x6e: '■',
  0x6f: '□',
  0x70: '□',
  0x71: '□',
  0x72: '□',
  0x73: '◆',
  0x74: '◆',
  0x75: '◆',
  0x76: '❖',
  0x77: '◆',
  0x78: '☒',
  0x9e: '·',
  0x9f: '•',
  0xa0: '▪',
  0xa1: '○',
  0xa2: '○',
  0xa4: '◎',
  0xa7: '▪',
  0xa8: '□',
  0xaa: '◆',
  0xab: '★',
  0xd8: '➢',
  0xdc: '→',
  0xdf: '←',
  0xe0: '→',
  0xe1: '↑',
  0xe2: '↓',
  0xe8: '→',
  0xef: '⇦',
  0xf0: '⇨',
  0xfb: '✗',
  0xfc: '✓',
  0xfd: '☒',
  0xfe: '☑',
  0x80: '⓪',
  0x81: '①',
  0x82: '②',
  0x83: '③',
  0x84: '④',
  0x85: '⑤',
  0x86: '⑥',
  0x87: '⑦',
  0x88: '⑧',
  0x89: '⑨',
  0x8a: '⑩',
  0x8c: '❶',
  0x8d: '❷',
  0x8e: '❸',
  0x8f: '❹',
  0x90: '❺',
  0x91: '❻',
  0x92: '❼',
  0x93: '❽',
  0x94: '❾',
  0x95: '❿',
}

const WINGDINGS_2: Record<number, string> = {
  0x4f: '✗',
  0x50: '✓',
  0x51: '☒',
  0x52: '☑',
  0x53: '☒',
  0x54: '☒',
  0x96: '•',
  0x97: '●',
  0x98: '●',
  0x99: '●',
  0x9f: '■',
  0xa0: '■',
  0xa1: '■',
  0xa2: '□',
  0xa3: '□',
  0xa4: '□',
  0xf4: '★',
}

const SYMBOL: Record<number, string> = {
  0x61: 'α',
  0x62: 'β',
  0x63: 'χ',
  0x64: 'δ',
  0x65: 'ε',
  0x66: 'φ',
  0x67: 'γ',
  0x68: 'η',
  0x6c: 'λ',
  0x6d: 'μ',
  0x70: 'π',
  0x71: 'θ',
  0x72: 'ρ',
  0x73: 'σ',
  0x74: 'τ',
  0x77: 'ω',
  0x44: 'Δ',
  0x53: 'Σ',
  0x57: 'Ω',
  0xa3: '≤',
  0xa5: '∞',
  0xa8: '♦',
  0xb0: '°',
  0xb1: '±',
  0xb3: '≥',
  0xb4: '×',
  0xb7: '•',
  0xb8: '÷',
  0xb9: '≠',
  0xba: '≡',
  0xbb: '≈',
  0xd6: '√',
  0xae: '→',
  0xac: '←',
  0xad: '↑',
  0xaf: '↓',
  0xe5: '∑',
  0x2d: '−',
  0xd0: '∠',
  0x5c: '∴',
}

const isSymbolFont = (font: string): boolean => /^(wingdings|symbol|webdings)/i.test(font)

/**
 * Text set in a symbol font as Unicode. Signs without a place there stay in the private-use area, so that the
 * conversion refuses them by name instead of drawing another sign.
 */
export function symbolText(text: string, font: string | undefined): string {
  if (!font || !isSymbolFont(font)) return text
  const table = /^wingdings ?2/i.test(font)
    ? WINGDINGS_2
    : /^symbol/i.test(font)
      ? SYMBOL
      : /^wingdings/i.test(font)
        ? WINGDINGS
        : {}
  return [...text]
    .map((character) => {
      const code = character.codePointAt(0) ?? 0
      if (code === 0x20) return character
      const inFont = code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code <= 0xff ? code : -1
      if (inFont < 0) return character
      return table[inFont] ?? String.fromCodePoint(0xf000 + inFont)
    })
    .join('')
}

/** A bullet is decoration: one that has no place in Unicode is shown as a dot. */
export const bulletText = (text: string, font: string | undefined): string =>
  [...symbolText(text, font)]
    .map((character) => (/[\ue000-\uf8ff]/.test(character) ? (PRIVATE_BULLETS[character] ?? '•') : character))
    .join('')

/** Bullets whose font is not named: the sign of Wingdings or Symbol that is meant. */
const PRIVATE_BULLETS: Record<string, string> = {
  '\uf0b7': '•',
  '\uf0a7': '▪',
  '\uf06c': '●',
  '\uf06e': '■',
  '\uf075': '◆',
  '\uf0d8': '➢',
  '\uf0fc': '✓',
  '\uf0a8': '□',
  '\uf076': '❖',
  '\uf0fe': '☑',
  '\uf06f': '□',
  '\uf071': '□',
  '\uf0e0': '→',
}
