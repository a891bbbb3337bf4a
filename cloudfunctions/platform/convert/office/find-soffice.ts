import { accessSync, constants } from 'node:fs'
import path from 'node:path'

const NAMES = ['soffice', 'libreoffice']

/** Where LibreOffice is: QIANLI_SOFFICE, else the first on PATH; null when there is none. `none` turns it off. */
export function findSoffice(env: Readonly<Record<string, string | undefined>>): string | null {
  const named = env.QIANLI_SOFFICE
  if (named === 'none') return null
  if (named) return executable(named) ? named : null
  for (const folder of (env.PATH ?? '').split(path.delimiter))
    for (const name of NAMES) {
      const candidate = path.join(folder, name)
      if (folder && executable(candidate)) return candidate
    }
  return null
}

function executable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
