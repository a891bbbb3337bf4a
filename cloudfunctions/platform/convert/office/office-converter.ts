import type { FileKind } from '../sniff'

/** An Office file that this project's own code does not convert, or is not to. */
export interface OfficeFile {
  bytes: Buffer
  /** told by content */
  kind: Extract<FileKind, 'docx' | 'xlsx' | 'doc' | 'xls'>
}

/** A converter outside this code: LibreOffice in a process of its own, or a document service in the cloud. */
export interface OfficeConverter {
  readonly name: string
  /** true for a stand-in of a service */
  readonly simulated: boolean
  /** @throws ConversionRefused, also CONVERSION_UNAVAILABLE when it does not answer in time */
  convert(file: OfficeFile): Promise<{ pdf: Buffer; version: string }>
}

/** Which converters an installation has for Office files besides the embedded one. */
export interface OfficeConverters {
  /** asked instead of the embedded one */
  preferred: OfficeConverter | null
  /** asked for what the embedded one cannot convert */
  fallback: OfficeConverter | null
}

export const isOfficeKind = (kind: FileKind): kind is OfficeFile['kind'] =>
  kind === 'docx' || kind === 'xlsx' || kind === 'doc' || kind === 'xls'
