import { MissingGlyphs, type FontSet } from '../pdf/fonts/font-set'
import { writeDocument } from '../pdf/document-writer'
import { ImageError } from '../pdf/image/image-error'
import { readImage } from '../pdf/image/read-image'
import { layout } from '../flow/layout'
import {
  CONVERSION_LIMITS,
  ConversionRefused,
  WarningList,
  type ConversionLimits,
  type ConversionResult,
} from './conversion'
import type { SourceFile } from './convert-files'
import { convertDocx } from './docx/convert-docx'
import { checkDrawable, namedCharacters } from './drawable-text'
import { imagePage } from './images/image-page'
import { sniff, type FileKind } from './sniff'
import { decodeText } from './text/decode-text'
import { textDocument } from './text/text-document'
import { convertXlsx } from './xlsx/convert-xlsx'

export interface ConversionEnvironment {
  fonts: FontSet
  limits?: ConversionLimits
}

/**
 * One file as a PDF by this project's own code: PNG, JPEG, BMP, text, xlsx, docx. What a file is is told by its
 * content unless `kind` says it. Bounded in memory, not in time: run it in a thread for files of strangers.
 * @throws ConversionRefused
 */
export function convert(
  bytes: Uint8Array,
  { filename, kind = sniff(bytes, filename) }: { filename: string; kind?: FileKind },
  env: ConversionEnvironment,
): ConversionResult {
  try {
    switch (kind) {
      case 'png':
      case 'jpeg':
      case 'bmp':
        return convertImages([bytes])
      case 'txt':
        return convertText(bytes, env)
      case 'docx':
        return convertDocx(bytes, env.fonts, env.limits)
      case 'xlsx':
        return convertXlsx(bytes, filename, env)
      case 'doc':
      case 'xls':
        throw new ConversionRefused('OFFICE_OLD_FORMAT')
      case 'office-encrypted':
        throw new ConversionRefused('FILE_LOCKED')
      case 'empty':
        throw new ConversionRefused('FILE_EMPTY')
      default:
        throw new ConversionRefused('FILE_UNSUPPORTED', kind)
    }
  } catch (error) {
    throw refused(error)
  }
}

/** As {@link convert}; several files must be images, each a page. @throws ConversionRefused */
export async function convertEmbedded(
  files: readonly SourceFile[],
  env: ConversionEnvironment,
): Promise<ConversionResult> {
  const [first, ...others] = files
  if (!first) throw new ConversionRefused('FILE_EMPTY')
  if (others.length === 0) return convert(first.bytes, first, env)
  try {
    return convertImages(files.map(({ bytes }) => bytes))
  } catch (error) {
    throw refused(error)
  }
}

function convertImages(files: readonly Uint8Array[]): ConversionResult {
  const pdf = writeDocument(files.map((bytes) => imagePage(readImage(bytes))))
  return { pdf, pages: files.length, warnings: [] }
}

function convertText(
  bytes: Uint8Array,
  { fonts, limits = CONVERSION_LIMITS }: ConversionEnvironment,
): ConversionResult {
  const { text, encoding, guessed } = decodeText(bytes)
  if (text.trim() === '') throw new ConversionRefused('FILE_EMPTY')
  checkDrawable(text.replace(/\u001a+$/, ''), fonts)
  const warnings = new WarningList()
  if (guessed) warnings.add('ENCODING_GUESSED', encoding.toUpperCase())
  const { pages } = layout(textDocument(text), fonts, { maxPages: limits.pages })
  return { pdf: writeDocument(pages, { fonts }), pages: pages.length, warnings: warnings.list() }
}

/** What the parts throw as a refusal; anything else is a fault of the converter and stays what it is. */
function refused(error: unknown): unknown {
  if (error instanceof MissingGlyphs)
    return new ConversionRefused('FILE_CHARACTERS', namedCharacters(error.characters))
  if (error instanceof ImageError) {
    if (error.code === 'FILE_TOO_BIG') return new ConversionRefused('FILE_TOO_COMPLEX', error.detail)
    if (error.code === 'FILE_UNSUPPORTED') return new ConversionRefused('FILE_UNSUPPORTED', error.detail)
    return new ConversionRefused('FILE_UNREADABLE', error.detail)
  }
  if (error instanceof Error && error.name === 'TooManyPages')
    return new ConversionRefused('FILE_TOO_MANY_PAGES')
  return error
}
