import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

/** Settings of a LibreOffice that opens files of strangers: no macros, no links, no network, nothing remembered. */
const SETTINGS: readonly (readonly [path: string, name: string, value: string])[] = [
  ['/org.openoffice.Office.Common/Security/Scripting', 'MacroSecurityLevel', '3'],
  ['/org.openoffice.Office.Common/Security/Scripting', 'DisableMacrosExecution', 'true'],
  ['/org.openoffice.Office.Common/Security/Scripting', 'BlockUntrustedRefererLinks', 'true'],
  ['/org.openoffice.Office.Writer/Content/Update', 'Link', '2'],
  ['/org.openoffice.Office.Calc/Content/Update', 'Link', '2'],
  // What was calculated last is what the author saw: nothing is calculated anew.
  ['/org.openoffice.Office.Calc/Formula/Load', 'OOXMLRecalcMode', '1'],
  ['/org.openoffice.Office.Calc/Formula/Load', 'ODFRecalcMode', '1'],
  // A proxy that does not exist, for whatever would go out all the same.
  ['/org.openoffice.Inet/Settings', 'ooInetProxyType', '2'],
  ['/org.openoffice.Inet/Settings', 'ooInetHTTPProxyName', '127.0.0.1'],
  ['/org.openoffice.Inet/Settings', 'ooInetHTTPProxyPort', '9'],
  ['/org.openoffice.Inet/Settings', 'ooInetHTTPSProxyName', '127.0.0.1'],
  ['/org.openoffice.Inet/Settings', 'ooInetHTTPSProxyPort', '9'],
]

/** Writes a profile below `folder` and answers the argument that names it. */
export async function writeProfile(folder: string): Promise<string> {
  const profile = path.join(folder, 'profile')
  await mkdir(path.join(profile, 'user'), { recursive: true })
  const items = SETTINGS.map(
    ([at, name, value]) =>
      `<item oor:path="${at}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`,
  )
  await writeFile(
    path.join(profile, 'user', 'registrymodifications.xcu'),
    `<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n${items.join('\n')}\n</oor:items>\n`,
  )
  return `-env:UserInstallation=${pathToFileURL(profile).href}`
}

/** Families that Chinese files name and servers seldom have, by the family that stands in. */
const STAND_INS: Readonly<Record<string, readonly string[]>> = {
  'Noto Serif SC': [
    '宋体',
    'SimSun',
    'NSimSun',
    '新宋体',
    'STSong',
    '华文宋体',
    '仿宋',
    'FangSong',
    '仿宋_GB2312',
    'FangSong_GB2312',
    'STFangsong',
    '华文仿宋',
    '方正小标宋简体',
  ],
  'Noto Sans SC': [
    '黑体',
    'SimHei',
    'STHeiti',
    '华文黑体',
    '微软雅黑',
    'Microsoft YaHei',
    '等线',
    'DengXian',
    'PingFang SC',
  ],
  'LXGW WenKai': ['楷体', 'KaiTi', '楷体_GB2312', 'KaiTi_GB2312', 'STKaiti', '华文楷体'],
}

/** Writes a font configuration that adds the project's own fonts to the system's; answers its path. */
export async function writeFontConfiguration(folder: string, fonts: string): Promise<string> {
  const aliases = Object.entries(STAND_INS).flatMap(([family, names]) =>
    names.map(
      (name) =>
        `<match target="pattern"><test name="family" qual="any"><string>${name}</string></test><edit name="family" mode="append" binding="same"><string>${family}</string></edit></match>`,
    ),
  )
  const file = path.join(folder, 'fonts.conf')
  await writeFile(
    file,
    `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n<include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n<dir>${fonts}</dir>\n<cachedir>${path.join(folder, 'font-cache')}</cachedir>\n${aliases.join('\n')}\n</fontconfig>\n`,
  )
  return file
}
