/**
 * Where an authority keeps its secrets: names to contents, encrypted by the implementation. Nothing is ever
 * overwritten, so that processes and function instances that share the place need no lock: of two that make the same
 * file at once, the first wins and the other takes what it finds.
 */
export interface KeyFiles {
  /** Contents in the clear; null when there is no such file. */
  read(name: string): Promise<Buffer | null>
  /** False when the file exists already; it is left as it is. */
  create(name: string, plain: Buffer): Promise<boolean>
}

/** Reads a file, or makes it; whoever comes second gets the first one's. */
export async function readOrCreate(
  files: KeyFiles,
  name: string,
  make: () => Promise<Buffer>,
): Promise<{ plain: Buffer; made: boolean }> {
  const found = await files.read(name)
  if (found) return { plain: found, made: false }
  const plain = await make()
  if (await files.create(name, plain)) return { plain, made: true }
  const theirs = await files.read(name)
  if (!theirs) throw new Error(`key file ${name} exists and cannot be read`)
  return { plain: theirs, made: false }
}
