/** Signs of the symbol fonts that have a place in Unicode. Codes without the private-use offset 0xF000. */
const WINGDINGS: Record<number, string> = {
  0x21: '✎',
  0x22: '✂',
  0x28: '☎',
  0x2a: '✉',
  0x45: '☜',
  0x46: '☞',
  0x47: '☝',
  0x48: '☟',
  0x4a: '☺',
  0x5b: '☯',
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
  0xe3: '↖',
  0xe4: '↗',
  0xe5: '↙',
  0xe6: '↘',
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

/** The encoding of the font Symbol, in rows from their first code on; a space where there is no sign. */
const SYMBOL = rows([
  [0x21, '!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_'],
  [0x61, 'αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼'],
  [0xa1, 'ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…'],
  [0xbf, '↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑'],
  [0xf1, '〉∫'],
])

function rows(parts: readonly [number, string][]): Record<number, string> {
  const table: Record<number, string> = {}
  for (const [first, signs] of parts) [...signs].forEach((sign, index) => (table[first + index] = sign))
  return table
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

/** Signs that Chinese fonts lack and that cannot be put together from others. */
const UNDRAWN = /[✎✉☺✈☠✌☼❄✞✠❁✪➔➜➤]/gu

/** A bullet is decoration: one that has no place in Unicode, or is in no font, is shown as a dot. */
export const bulletText = (text: string, font: string | undefined): string =>
  [...symbolText(text, font)]
    .map((character) => (/[\ue000-\uf8ff]/.test(character) ? (PRIVATE_BULLETS[character] ?? '•') : character))
    .join('')
    .replace(UNDRAWN, '•')

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
