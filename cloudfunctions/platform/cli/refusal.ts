import { errorCatalogue, type ErrorCode } from '#types/errors'
import { ConversionRefused } from '../convert/conversion'
import { TextDoesNotFit } from '../pdf/controls/text-layout'
import { PdfError } from '../pdf/errors'
import { FontsMissing } from '../pdf/fonts/font-directory'
import { MissingGlyphs } from '../pdf/fonts/font-set'
import { ImageError } from '../pdf/image/image-error'
import { UploadError } from '../pdf/inspect'
import { PhotoError } from '../pdf/seal/photo/photo-error'
import { SealError } from '../pdf/seal/seal-design'

/** Why a command did nothing though it was asked correctly: the input cannot be used. */
export interface CliRefusal {
  code: string
  text: { zh: string; en: string }
}

/** Input that cannot be used, after sysexits.h. */
export const EX_DATAERR = 65

/** A refusal of a command itself. */
export class RefusedInput extends Error implements CliRefusal {
  constructor(
    readonly code: string,
    readonly text: { zh: string; en: string },
  ) {
    super(`${code}: ${text.en}`)
    this.name = 'RefusedInput'
  }
}

/** What the engine's named errors say to a person; null for errors that nobody named: those are our own fault. */
export function refusalOf(error: unknown): CliRefusal | null {
  if (error instanceof RefusedInput) return error
  if (error instanceof UploadError) return catalogued(error.refusal, error.detail)
  if (error instanceof ImageError) return catalogued(error.code, error.detail)
  if (error instanceof ConversionRefused) return catalogued(error.code, error.detail)
  if (error instanceof MissingGlyphs) {
    const characters = error.characters.join(' ')
    return {
      code: 'MISSING_GLYPHS',
      text: { zh: `字库缺少：${characters}`, en: `no font here has: ${characters}` },
    }
  }
  if (error instanceof TextDoesNotFit)
    return {
      code: error.code,
      text: { zh: `文字放不下：${error.text}`, en: `the text does not fit its box: ${error.text}` },
    }
  if (error instanceof SealError)
    return { code: error.problem, text: { zh: SEAL_TEXTS[error.problem], en: error.message } }
  if (error instanceof PhotoError) return { code: error.code, text: PHOTO_TEXTS[error.code] }
  if (error instanceof FontsMissing)
    return { code: 'FONTS_MISSING', text: { zh: `找不到字体：${error.message}`, en: error.message } }
  if (error instanceof PdfError)
    return {
      code: error.code.toUpperCase().replaceAll('-', '_'),
      text: { zh: `无法处理此 PDF：${error.message}`, en: error.message },
    }
  return null
}

const SEAL_TEXTS: Record<SealError['problem'], string> = {
  NAME_LENGTH: '印章无法制作：这种印章排不下这个名称（过短或过长）',
  CODE_FORM: '印章无法制作：防伪码格式有误',
  LINE_LENGTH: '印章无法制作：下横排文字过短或过长',
  TEXT_LENGTH: '印章无法制作：印章文字过短或过长',
}

const PHOTO_TEXTS: Record<PhotoError['code'], CliRefusal['text']> = {
  NOTHING_FOUND: { zh: '照片中没有找到印章', en: 'no seal was found in the photograph' },
  TOO_DARK: {
    zh: '照片过暗或不是白纸，请在明亮处将印章盖在白纸上拍摄',
    en: 'the photograph is too dark or not of white paper',
  },
  LOW_CONTRAST: { zh: '印迹太淡或照片噪点过多', en: 'the ink is too faint or the photograph too noisy' },
  TOO_SMALL: {
    zh: '印章在照片中太小，请靠近拍摄或用 --crop 框选',
    en: 'the seal is too small: go closer, or frame it with --crop',
  },
}

/** The catalogue's words, with the detail at its place in them, else behind them. */
function catalogued(code: ErrorCode, detail = ''): CliRefusal {
  // The catalogue names a limit of the product; here the detail says what was met.
  const { zh, en } =
    code === 'FILE_TOO_BIG' ? { zh: '文件过大', en: 'The file is too big.' } : errorCatalogue[code]
  if (zh.includes('{detail}') || !detail)
    return { code, text: { zh: zh.replace('{detail}', detail), en: en.replace('{detail}', detail) } }
  return { code, text: { zh: `${zh}（${detail}）`, en: `${en.replace(/\.$/, '')} (${detail})` } }
}
