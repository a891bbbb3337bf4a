import { randomUUID } from 'node:crypto'
import { link, lstat, rename, rm, writeFile } from 'node:fs/promises'
import { UsageError } from './command'

/** Where a command writes: `--output FILE`. An existing file stays unless `--force`. */
export interface OutputOptions {
  output?: string | undefined
  force?: boolean | undefined
}

export const OUTPUT_OPTIONS = {
  output: { type: 'string', short: 'o' },
  force: { type: 'boolean', short: 'f' },
} as const

/** Where to write, and whether an existing file may go. */
export interface OutputPath {
  path: string
  force: boolean
}

/** The path to write to, checked before any work is done. */
export async function outputPath({ output, force = false }: OutputOptions): Promise<OutputPath> {
  if (!output) throw new UsageError({ zh: '请用 -o 指定输出文件', en: 'name the output file with -o' })
  if (!force && (await exists(output))) throw existsAlready(output)
  return { path: output, force }
}

/**
 * Whole or not at all: the parts are written beside the target first, into a file that nobody else could have put
 * there. What appeared at the target in the meantime stays, unless `--force`.
 */
export async function writeOutput(target: OutputPath, ...parts: readonly Buffer[]): Promise<void> {
  const { path } = target
  const draft = `${path}.${randomUUID()}.part`
  try {
    await writeFile(draft, parts, { flag: 'wx' })
    await put(draft, target)
  } catch (error) {
    await rm(draft, { force: true })
    if (error instanceof UsageError) throw error
    const code = codeOf(error)
    throw new UsageError({ zh: `无法写入 ${path}（${code}）`, en: `cannot write ${path} (${code})` })
  }
}

/** File systems without hard links say so in one of these ways. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'])

async function put(draft: string, { path, force }: OutputPath): Promise<void> {
  if (force) return rename(draft, path)
  try {
    // Unlike a rename, a link never replaces what is there.
    await link(draft, path)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'EEXIST') throw existsAlready(path)
    if (!NO_LINKS.has(code)) throw error
    if (await exists(path)) throw existsAlready(path)
    return rename(draft, path)
  }
  await rm(draft)
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'error'

const existsAlready = (path: string) =>
  new UsageError({ zh: `${path} 已存在；加 --force 覆盖`, en: `${path} exists; --force overwrites it` })

/** A link that leads nowhere is there, too. */
async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}
