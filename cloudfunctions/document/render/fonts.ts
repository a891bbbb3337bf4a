import path from 'node:path'
import { GlobalFonts } from '@napi-rs/canvas'
import { fontDirectory } from '#platform/pdf/fonts/font-directory'

/** Names under which files ask for Chinese fonts that they do not embed, by the face that stands in. */
const aliases: Record<string, readonly string[]> = {
  'song.ttf': [
    'STSong',
    'STSong-Light',
    'SimSun',
    'NSimSun',
    '宋体',
    'FangSong',
    'STFangsong',
    '仿宋',
    'serif',
  ],
  'song-bold.ttf': ['STZhongsong', '华文中宋'],
  'hei.ttf': [
    'SimHei',
    'STHeiti',
    '黑体',
    'Microsoft YaHei',
    '微软雅黑',
    'PingFang SC',
    'sans-serif',
    'monospace',
  ],
  'kai.ttf': ['KaiTi', 'STKaiti', '楷体', 'KaiTi_GB2312'],
}

let registered = false

/** Registers the stand-in fonts once in this thread's process. */
export function registerFonts(): void {
  if (registered) return
  const folder = fontDirectory()
  for (const [file, names] of Object.entries(aliases))
    for (const name of names) GlobalFonts.registerFromPath(path.join(folder, file), name)
  registered = true
}
