import { findSoffice } from '#platform/convert/office/find-soffice'
import { LibreOffice } from '#platform/convert/office/libreoffice'
import type { OfficeConverter, OfficeConverters } from '#platform/convert/office/office-converter'
import { fontDirectory, FontsMissing } from '#platform/pdf/fonts/font-directory'
import { TencentDocument } from './tencent-document'

/** A value of QIANLI_CONVERTER that cannot be followed here; the message is for the operator. */
export class ConverterSetting extends Error {
  override name = 'ConverterSetting'
}

/**
 * Converters of Office files by QIANLI_CONVERTER:
 * - `embedded` (default): our own; LibreOffice, when it is found, for .doc, .xls and what ours cannot draw
 * - `libreoffice`: LibreOffice for all Office files
 * - `tencent`: Tencent Cloud's document preview for all Office files
 * @throws ConverterSetting when that converter is not there
 */
export function convertersFromEnv(
  env: Readonly<Record<string, string | undefined>>,
  tencent: () => OfficeConverter,
): OfficeConverters {
  const program = findSoffice(env)
  const libreOffice = program ? new LibreOffice(program, ownFonts()) : null
  switch (env.QIANLI_CONVERTER || 'embedded') {
    case 'embedded':
      return { preferred: null, fallback: libreOffice }
    case 'libreoffice':
      if (!libreOffice)
        throw new ConverterSetting(
          'QIANLI_CONVERTER=libreoffice, but soffice is neither on PATH nor at QIANLI_SOFFICE.',
        )
      return { preferred: libreOffice, fallback: null }
    case 'tencent':
      return { preferred: tencent(), fallback: null }
    default:
      throw new ConverterSetting(
        `QIANLI_CONVERTER=${env.QIANLI_CONVERTER} is none of embedded, libreoffice, tencent.`,
      )
  }
}

function ownFonts(): string | null {
  try {
    return fontDirectory()
  } catch (e) {
    if (e instanceof FontsMissing) return null
    throw e
  }
}

/** Tencent Cloud's document preview by its environment. @throws ConverterSetting naming what is not set */
export function tencentDocument(env: Readonly<Record<string, string | undefined>>): OfficeConverter {
  const names = ['QIANLI_COS_URL', 'TENCENT_SECRET_ID', 'TENCENT_SECRET_KEY'] as const
  const missing = names.filter((name) => !env[name])
  if (missing.length > 0) throw new ConverterSetting(`QIANLI_CONVERTER=tencent needs ${missing.join(', ')}.`)
  const {
    QIANLI_COS_URL: url = '',
    TENCENT_SECRET_ID: secretId = '',
    TENCENT_SECRET_KEY: secretKey = '',
  } = env
  return new TencentDocument({ url, key: { secretId, secretKey }, simulated: false })
}
