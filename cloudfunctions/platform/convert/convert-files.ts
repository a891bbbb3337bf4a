import { ConversionRefused, type ConversionResult } from './conversion'
import type { RefusalCode } from './messages'
import {
  isOfficeKind,
  type OfficeConverter,
  type OfficeConverters,
  type OfficeFile,
} from './office/office-converter'
import { endingOf, sniff, type FileKind } from './sniff'

/** A file as somebody gave it. */
export interface SourceFile {
  filename: string
  bytes: Buffer
}

export interface ConverterUsed {
  name: string
  version: string
  simulated: boolean
}

/** `pages` is 0 when the converter does not count them. */
export type Conversion = ConversionResult & { converter: ConverterUsed }

/** Bytes a file may have, by what it is. */
export interface SourceLimits {
  document: number
  image: number
}

/** Changes whenever the embedded converter draws something otherwise than before. */
export const EMBEDDED: ConverterUsed = { name: 'embedded', version: '2', simulated: false }

/** What another converter may be able to draw although the embedded one is not. */
const WORTH_ANOTHER_TRY: readonly RefusalCode[] = [
  'OFFICE_OLD_FORMAT',
  'FILE_UNDRAWABLE',
  'FILE_UNSUPPORTED',
  'SHEET_TOO_LARGE',
]

/**
 * One PDF from one file, or from several images in their order; null when the file is a PDF already. Office files go
 * to the preferred converter if there is one, else to the embedded one and, for what that cannot draw, to the fallback.
 * @throws ConversionRefused
 */
export async function convertFiles(
  files: readonly SourceFile[],
  {
    embedded,
    preferred,
    fallback,
  }: OfficeConverters & {
    embedded: (files: readonly SourceFile[]) => Promise<ConversionResult>
  },
  limits: SourceLimits,
): Promise<Conversion | null> {
  const kinds = files.map((file) => kindOf(file, limits))
  const [first] = files
  const [kind] = kinds
  if (!first || !kind) throw new ConversionRefused('FILE_EMPTY')
  if (files.length > 1 && !kinds.every(isImage)) throw new ConversionRefused('IMAGES_ONLY')
  if (kind === 'pdf') return null
  if (!isOfficeKind(kind)) return { ...(await embedded(files)), converter: EMBEDDED }

  const office: OfficeFile = { bytes: first.bytes, kind }
  if (preferred) return outside(preferred, office)
  try {
    if (kind === 'doc' || kind === 'xls') throw new ConversionRefused('OFFICE_OLD_FORMAT')
    return { ...(await embedded(files)), converter: EMBEDDED }
  } catch (error) {
    const another =
      fallback && error instanceof ConversionRefused && WORTH_ANOTHER_TRY.includes(error.code)
        ? fallback
        : null
    if (!another) throw error
    return outside(another, office)
  }
}

/** @throws ConversionRefused for what no converter takes */
function kindOf({ bytes, filename }: SourceFile, limits: SourceLimits): FileKind {
  const kind = sniff(bytes, filename)
  if (kind === 'empty') throw new ConversionRefused('FILE_EMPTY')
  if (kind === 'office-encrypted') throw new ConversionRefused('FILE_LOCKED')
  if (kind === 'unknown') {
    const ending = endingOf(filename)
    throw /^(docx?|xlsx?|png|jpe?g|bmp)$/.test(ending)
      ? new ConversionRefused('FILE_UNREADABLE', ending)
      : new ConversionRefused('FILE_UNSUPPORTED', ending)
  }
  if (bytes.length > (isImage(kind) ? limits.image : limits.document))
    throw new ConversionRefused('FILE_TOO_BIG')
  return kind
}

const isImage = (kind: FileKind): boolean => kind === 'png' || kind === 'jpeg' || kind === 'bmp'

async function outside(converter: OfficeConverter, file: OfficeFile): Promise<Conversion> {
  const { pdf, version } = await converter.convert(file)
  const { name, simulated } = converter
  return { pdf, pages: 0, warnings: [], converter: { name, version, simulated } }
}
