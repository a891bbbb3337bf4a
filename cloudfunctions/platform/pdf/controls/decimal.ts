/** Decimal numbers as strings: amounts of contracts must not pass through binary fractions. */

/** Digits with an optional sign and fraction; no exponent, no grouping, no bare point. */
export const isDecimal = (text: string): boolean => /^-?\d{1,30}(?:\.\d{1,30})?$/.test(text)

export const decimalsOf = (text: string): number => text.split('.')[1]?.length ?? 0

/** Negative, 0 or positive, as for sorting. Both must be decimals. */
export function compareDecimals(a: string, b: string): number {
  const scale = Math.max(decimalsOf(a), decimalsOf(b))
  const [x, y] = [scaled(a, scale), scaled(b, scale)]
  return x < y ? -1 : x > y ? 1 : 0
}

function scaled(text: string, scale: number): bigint {
  return BigInt(text.replace('.', '') + '0'.repeat(scale - decimalsOf(text)))
}

/** 1234567.5 → 1,234,567.5 */
export function grouped(text: string): string {
  const [whole = '', fraction] = text.split('.')
  const spaced = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? spaced : `${spaced}.${fraction}`
}
