import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** No font files where they should be. */
export class FontsMissing extends Error {
  override name = 'FontsMissing'
}

/**
 * Where the font files lie: the parameter, else QIANLI_FONTS, else `dist/fonts` below the working directory or any
 * folder above the running module. Never a network. Error: FontsMissing.
 */
export function fontDirectory(explicit?: string): string {
  const named = explicit ?? process.env['QIANLI_FONTS']
  if (named) {
    if (!existsSync(join(named, 'hei.ttf'))) throw new FontsMissing(`no hei.ttf in ${resolve(named)}`)
    return named
  }
  const starts = [process.cwd(), process.argv[1] ? dirname(resolve(process.argv[1])) : process.cwd()]
  for (const start of starts)
    for (let dir = start; ; dir = dirname(dir)) {
      for (const candidate of [join(dir, 'dist', 'fonts'), join(dir, 'fonts')])
        if (existsSync(join(candidate, 'hei.ttf'))) return candidate
      if (dir === dirname(dir)) break
    }
  throw new FontsMissing('no dist/fonts found: run scripts/build-fonts.mjs or set QIANLI_FONTS')
}
