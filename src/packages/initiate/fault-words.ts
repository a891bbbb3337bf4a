import { errorCatalogue } from '#types/errors'
import type { Language } from '@/locales/language'
import type { Fault } from './check-draft'

/** What to say at a control: the server's words, or those of the catalogue with their parts filled in. */
export function wordsOfFault(fault: Fault, language: Language): string {
  const words = fault.said?.[language] ?? errorCatalogue[fault.code][language]
  return Object.entries(fault.params ?? {}).reduce(
    (text, [key, value]) => text.replace(`{${key}}`, String(value)),
    words,
  )
}

/** Words of the fault at one control, if it has one. */
export function faultAt(
  faults: readonly Fault[],
  at: Fault['at'],
  language: Language,
  partyId?: string,
): string | undefined {
  const fault = faults.find((one) => one.at === at && one.partyId === partyId)
  return fault && wordsOfFault(fault, language)
}
