import { parseArgs, type ParseArgsConfig } from 'node:util'
import { UsageError } from './command'

type Options = NonNullable<ParseArgsConfig['options']>

/** Parses a command's options; every command knows `--json`, `--lang` and `--help`. Wrong ones are a UsageError. */
export function parseOptions<T extends Options>(args: readonly string[], options: T) {
  try {
    return parseArgs({
      args: [...args],
      options: { json: { type: 'boolean' }, lang: { type: 'string' }, ...options },
      allowPositionals: true,
      strict: true,
    })
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new UsageError({ zh: `参数有误：${detail}`, en: detail })
  }
}

/** The one file that a command works on. */
export function onlyFile(positionals: readonly string[]): string {
  const [file] = positionals
  if (positionals.length !== 1 || file === undefined) {
    throw new UsageError({ zh: '请给出一个文件', en: 'exactly one file is needed' })
  }
  return file
}
