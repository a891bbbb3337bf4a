import { compactDate } from '#platform/kernel/calendar'

/** Contract number that can be read aloud: QL, the Shanghai date, seven digits, e.g. `QL202611220001738`. */
export const contractNumber = (at: number, digits: string) => `QL${compactDate(at)}${digits}`
