import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { FontsMissing } from '../pdf/fonts/font-directory'
import { FontSet } from '../pdf/fonts/font-set'
import type { CommandContext } from './command'

/** The fonts that commands draw with; a checkout that has not built them yet does so now (a few seconds, once). */
export function openFonts({ script, env, warn, lang }: CommandContext): FontSet {
  try {
    return FontSet.open(env.QIANLI_FONTS)
  } catch (error) {
    if (!(error instanceof FontsMissing) || env.QIANLI_FONTS || !script) throw error
    const root = dirname(dirname(dirname(script)))
    const builder = join(root, 'scripts', 'build-fonts.mjs')
    if (!existsSync(builder)) throw error
    warn(lang === 'zh' ? '正在准备字体…' : 'preparing fonts…')
    spawnSync(process.execPath, [builder], { cwd: root, stdio: 'ignore' })
    return FontSet.open(join(root, 'dist', 'fonts'))
  }
}
