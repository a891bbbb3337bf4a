import { compactDate } from '#platform/kernel/calendar'
import { readIdNumber } from '../rules/id-number'
import { signingAgeAllowed } from '../rules/signing-age'

/** CON-50, always asked at sign time: 18–75, or 16 and older where the enterprise has the age extension. */
export function maySignByAge(idNumber: string, now: number, extended = false): boolean {
  const read = readIdNumber(idNumber, compactDate(now))
  return read !== null && signingAgeAllowed(read.birth, now, extended)
}
