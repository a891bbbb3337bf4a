const megabyte = 1024 * 1024

/** Images that can become pages, several of them one document (CON-67). */
export const imageEndings = ['png', 'jpg', 'jpeg', 'bmp'] as const
/** Files that are turned into a PDF before they become a contract (CON-21). */
export const officeEndings = ['doc', 'docx', 'xls', 'xlsx', 'txt'] as const
/** Everything that can become a contract, by the ending of its name; the content decides what it is. */
export const uploadEndings = ['pdf', ...officeEndings, ...imageEndings] as const
export type UploadEnding = (typeof uploadEndings)[number]

/** Bytes (contract.md dec-3). */
export const uploadLimits = {
  /** PDF, Word, Excel and text */
  document: 60 * megabyte,
  image: 5 * megabyte,
  /** a Word file that is opened for drafting (CON-02) */
  draftingWord: 10 * megabyte,
  /** images joined into one document */
  images: 50,
} as const

/** The ending of a file name in lower case when such a file can be uploaded; null otherwise. */
export function uploadEnding(filename: string): UploadEnding | null {
  const ending = /\.([^./\\]+)$/.exec(filename)?.[1]?.toLowerCase()
  return uploadEndings.find((known) => known === ending) ?? null
}

export const isImageEnding = (ending: UploadEnding): boolean =>
  (imageEndings as readonly string[]).includes(ending)

/** Most bytes of a file with this ending. */
export const mostBytesOf = (ending: UploadEnding): number =>
  isImageEnding(ending) ? uploadLimits.image : uploadLimits.document
