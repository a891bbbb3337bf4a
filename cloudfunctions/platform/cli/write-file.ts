import { rename, rm, stat, writeFile } from 'node:fs/promises'
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

/** The path to write to, checked before any work is done. */
export async function outputPath({ output, force }: OutputOptions): Promise<string> {
  if (!output) throw new UsageError({ zh: '请用 -o 指定输出文件', en: 'name the output file with -o' })
  if (!force && (await exists(output)))
    throw new UsageError({
      zh: `${output} 已存在；加 --force 覆盖`,
      en: `${output} exists; --force overwrites it`,
    })
  return output
}

/** Whole or not at all: the parts are written beside the target first. */
export async function writeOutput(path: string, ...parts: readonly Buffer[]): Promise<void> {
  const draft = `${path}.${process.pid}.part`
  try {
    await writeFile(draft, parts)
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'error'
    throw new UsageError({ zh: `无法写入 ${path}（${code}）`, en: `cannot write ${path} (${code})` })
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
