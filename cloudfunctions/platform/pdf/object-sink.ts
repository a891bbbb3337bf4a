import type { PdfRef, PdfValue } from './objects'

/** Where new objects go: an update of a file (`IncrementalUpdate`) or a file being made (`ObjectFile`). */
export interface ObjectSink {
  /** A new object; with `stream` a stream whose dictionary is `value` (without /Length). */
  add(value: PdfValue, stream?: Buffer): PdfRef
  /** A number for an object that is written later by `set`: what others refer to before its content is known. */
  reserve(): PdfRef
  /** The content of a reserved object, or a new version of an existing one. */
  set(ref: PdfRef, value: PdfValue, stream?: Buffer): void
  /** A step that runs once, when everything else has been added: font subsets are complete only then. */
  beforeBuild(step: () => void): void
}
