import { errorCatalogue, type ErrorCode } from '#types/errors'
import { isImageEnding, mostBytesOf, uploadEnding, uploadLimits } from '#types/upload'
import { language } from '@/locales/language'
import { textsNow } from '@/locales/texts'
import type { ChosenFile } from '@/platform/chosen-file'
import { initiateTexts } from '../texts'

/** What is wrong with a choice before a byte of it is sent. */
export interface FileFault {
  name: string
  words: string
}

/** Null when the files can be sent: one document, or images only, each of a size the server takes (CON-21, CON-67). */
export function faultOfFiles(files: readonly ChosenFile[]): FileFault | null {
  for (const { name, size } of files) {
    const ending = uploadEnding(name)
    if (!ending) return { name, words: words('FILE_TYPE') }
    if (size === 0) return { name, words: textsNow(initiateTexts).emptyFile }
    const most = mostBytesOf(ending)
    if (size > most)
      return { name, words: words('FILE_TOO_BIG').replace('{max}', String(most / 1024 / 1024)) }
  }
  const [first] = files
  if (!first || files.length === 1) return null
  const others = files.some(({ name }) => {
    const ending = uploadEnding(name)
    return ending && !isImageEnding(ending)
  })
  if (others) return { name: first.name, words: words('IMAGES_ONLY') }
  if (files.length > uploadLimits.images)
    return { name: first.name, words: textsNow(initiateTexts).tooManyImages(uploadLimits.images) }
  return null
}

const words = (code: ErrorCode): string => errorCatalogue[code][language()]
