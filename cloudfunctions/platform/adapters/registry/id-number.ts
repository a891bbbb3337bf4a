const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checkCharacters = '10X98765432'

/** Check character of the first 17 digits of a citizen's identity number (GB 11643-1999, ISO 7064 MOD 11-2). */
export function idCheckCharacter(first17: string): string {
  const sum = weights.reduce((total, weight, i) => total + weight * Number(first17[i]), 0)
  return checkCharacters[sum % 11] ?? ''
}

/** A formally valid number: area of 6 digits, birth date `YYYYMMDD`, order code of 3 (odd male, even female). */
export function makeIdNumber(area: string, birth: string, order: string): string {
  const first17 = `${area}${birth}${order}`
  if (!/^\d{17}$/.test(first17)) throw new Error('Area, birth date and order code make up 17 digits.')
  return first17 + idCheckCharacter(first17)
}
