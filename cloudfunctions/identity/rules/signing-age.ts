import { ageAt } from '#platform/kernel/calendar'

/** CON-50: individuals are 18–75; with the age extension of the enterprise anybody of 16 or more. */
export function signingAgeAllowed(birth: string, now: number, extended: boolean): boolean {
  const age = ageAt(birth, now)
  return extended ? age >= 16 : age >= 18 && age <= 75
}
