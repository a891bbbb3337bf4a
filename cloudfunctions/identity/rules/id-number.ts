/** What the number of a mainland resident identity card says (GB 11643-1999). */
export interface IdNumber {
  value: string
  /** `YYYYMMDD`. */
  birth: string
}

/** Provinces that issue resident cards. 71, 81–83 stand for Taiwan, Hong Kong and Macao residence permits (ID-14). */
const provinces = new Set(
  ['11-15', '21-23', '31-37', '41-46', '50-54', '61-65'].flatMap((range) => {
    const [from = 0, to = 0] = range.split('-').map(Number)
    return Array.from({ length: to - from + 1 }, (_, i) => String(from + i))
  }),
)
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checkCharacters = '10X98765432'

/** Check character of the first 17 digits (ISO 7064 MOD 11-2). */
export function checkCharacter(first17: string): string {
  const sum = weights.reduce((total, weight, i) => total + weight * Number(first17[i]), 0)
  return checkCharacters[sum % 11] ?? ''
}

/**
 * Reads an ID number of 18 characters; null when its form, province, birth date or check character is wrong.
 * `today` is the Shanghai date `YYYYMMDD`: nobody is born after it.
 */
export function readIdNumber(text: string, today: string): IdNumber | null {
  const value = text.trim().toUpperCase()
  if (!/^\d{17}[\dX]$/.test(value)) return null
  if (!provinces.has(value.slice(0, 2))) return null
  if (checkCharacter(value.slice(0, 17)) !== value[17]) return null
  const birth = value.slice(6, 14)
  return isDate(birth) && birth >= '19000101' && birth <= today ? { value, birth } : null
}

function isDate(yyyymmdd: string): boolean {
  const [year, month, day] = [yyyymmdd.slice(0, 4), yyyymmdd.slice(4, 6), yyyymmdd.slice(6)].map(Number)
  const date = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day))
  return date.getUTCMonth() + 1 === month && date.getUTCDate() === day
}
