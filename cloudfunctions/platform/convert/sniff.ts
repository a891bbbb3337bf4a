import { zipDirectory } from './package/zip-directory'

/** What a file is by its content. `office-encrypted`: a Word or Excel file behind a password. */
export type FileKind =
  | 'pdf'
  | 'png'
  | 'jpeg'
  | 'bmp'
  | 'docx'
  | 'xlsx'
  | 'doc'
  | 'xls'
  | 'txt'
  | 'office-encrypted'
  | 'empty'
  | 'unknown'

/** The ending of a file name in lower case, without the dot. */
export const endingOf = (filename: string): string => /\.([^./\\]+)$/.exec(filename)?.[1]?.toLowerCase() ?? ''

/**
 * Tells a file's kind by its content; the name decides only where content cannot: text files. A `.doc` that is
 * really a `.docx` is one.
 */
export function sniff(bytes: Uint8Array, filename: string): FileKind {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.length === 0) return 'empty'
  if (starts(file, [0x89, 0x50, 0x4e, 0x47])) return 'png'
  if (starts(file, [0xff, 0xd8, 0xff])) return 'jpeg'
  if (starts(file, [0x50, 0x4b, 0x03, 0x04])) return kindOfZip(file)
  if (starts(file, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return kindOfCompoundFile(file)
  const ending = endingOf(filename)
  if (ending === 'txt') return 'txt'
  // Readers accept junk before the header (ISO 32000-2 annex I).
  if (file.subarray(0, 1024).includes('%PDF-')) return 'pdf'
  if (starts(file, [0x42, 0x4d])) return 'bmp'
  return 'unknown'
}

const starts = (file: Buffer, magic: readonly number[]): boolean => magic.every((byte, i) => file[i] === byte)

function kindOfZip(file: Buffer): FileKind {
  const names = zipDirectory(file, 20_000)?.map(({ name }) => name)
  if (!names?.includes('[Content_Types].xml')) return 'unknown'
  if (names.some((name) => /^word\/document\d*\.xml$/i.test(name))) return 'docx'
  if (names.some((name) => /^xl\/workbook\d*\.xml$/i.test(name))) return 'xlsx'
  return 'unknown'
}

/** Directory entries of a compound file ([MS-CFB] §2.6) are 128 bytes each and begin with the name in UTF-16. */
function kindOfCompoundFile(file: Buffer): FileKind {
  const has = (name: string): boolean => {
    const wanted = Buffer.from(`${name}\0`, 'utf16le')
    for (let at = file.indexOf(wanted); at >= 0; at = file.indexOf(wanted, at + 1))
      if (at % 128 === 0) return true
    return false
  }
  if (has('EncryptedPackage')) return 'office-encrypted'
  if (has('WordDocument')) return 'doc'
  if (has('Workbook') || has('Book')) return 'xls'
  return 'unknown'
}
