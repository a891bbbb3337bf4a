import { readFile, stat } from 'node:fs/promises'
import { UsageError } from './command'

/** Above this a file is refused unread (bytes). */
const MAX_FILE = 1 << 30

/** Reads an input file. A missing or unsuitable path is wrong use, not a verdict. */
export async function readInput(path: string): Promise<Buffer> {
  try {
    const info = await stat(path)
    if (!info.isFile()) throw new UsageError({ zh: `不是文件：${path}`, en: `not a file: ${path}` })
    if (info.size > MAX_FILE)
      throw new UsageError({ zh: `文件过大：${path}`, en: `file is too large: ${path}` })
    return await readFile(path)
  } catch (error) {
    if (error instanceof UsageError) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'error'
    throw new UsageError({ zh: `无法打开 ${path}（${code}）`, en: `cannot open ${path} (${code})` })
  }
}
