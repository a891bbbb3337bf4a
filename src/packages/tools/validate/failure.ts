import { errorCatalogue } from '#types/errors'
import { language } from '@/locales/language'
import { textsNow } from '@/locales/texts'
import { CallError } from '@/platform/call-error'
import { validateTexts } from './validate-texts'

/** What a try that ended without an answer says, and whether the same file may be tried again. */
export function failureOf(error: unknown): { words: string; repeatable: boolean } {
  const t = textsNow(validateTexts)
  // Nobody foresaw it: the page still must not stand there as if it were at work.
  if (!(error instanceof CallError)) return { words: errorCatalogue.INTERNAL[language()], repeatable: true }
  if (error.offline) return { words: t.lost, repeatable: true }
  // The catalogue's words name all kinds that can become a contract; here only one of them can be taken.
  const words = error.code === 'FILE_TYPE' ? t.pdfOnly : error.words[language()]
  return { words, repeatable: error.code === 'BUSY' || error.code === 'INTERNAL' }
}
