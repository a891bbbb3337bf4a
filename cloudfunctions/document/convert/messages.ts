import type { ConversionWarning } from '#platform/convert/conversion'
import type { RefusalCode } from '#platform/convert/messages'

/** Marks a thread that was started to convert files. */
export const converterMark = 'qianli-converter'

export interface ConversionRequest {
  files: { filename: string; bytes: Uint8Array }[]
}

export type ConversionAnswer =
  | { kind: 'converted'; pdf: Uint8Array; pages: number; warnings: ConversionWarning[] }
  | { kind: 'refused'; code: RefusalCode; detail?: string }
  /** A fault of the converter. No message: it may quote the file. */
  | { kind: 'failed'; name: string; stack: string }
