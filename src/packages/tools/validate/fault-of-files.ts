import { errorCatalogue } from '#types/errors'
import { uploadEnding, uploadLimits } from '#types/upload'
import { language } from '@/locales/language'
import { textsNow } from '@/locales/texts'
import type { ChosenFile } from '@/platform/chosen-file'
import { validateTexts } from './validate-texts'

/** What is wrong with a choice before a byte of it is sent; null when it can be validated. */
export function faultOfFiles(files: readonly ChosenFile[]): string | null {
  const t = textsNow(validateTexts)
  const [file] = files
  if (files.length > 1) return t.oneOnly
  if (!file || uploadEnding(file.name) !== 'pdf') return t.pdfOnly
  if (file.size === 0) return t.emptyFile
  if (file.size <= uploadLimits.document) return null
  return errorCatalogue.FILE_TOO_BIG[language()].replace('{max}', String(uploadLimits.document / 1024 / 1024))
}
