import { isFileFault, type FileStore, type StoredFile } from '#platform/kernel/file-store'
import { Refusal } from '#platform/kernel/refusal'

/** Bytes of a recorded file, checked against its hash. @throws Refusal FILE_HASH when they are not what was recorded */
export async function readDocument(
  files: FileStore,
  file: Pick<StoredFile, 'fileId' | 'sha256'>,
): Promise<Buffer> {
  try {
    return await files.read(file)
  } catch (e) {
    if (isFileFault(e)) throw new Refusal('FILE_HASH')
    throw e
  }
}
