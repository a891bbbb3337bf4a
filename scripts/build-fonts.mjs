// Copies the font files the document engine draws with from their packages to dist/fonts, once: existing files stay.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { convert } from 'fontverter'

const require = createRequire(import.meta.url)
const packageDir = (name) => dirname(require.resolve(`${name}/package.json`))
const sans = packageDir('@expo-google-fonts/noto-sans-sc')
const serif = packageDir('@expo-google-fonts/noto-serif-sc')
const kai = packageDir('@fontsource/lxgw-wenkai')

const fonts = {
  'hei.ttf': join(sans, '400Regular/NotoSansSC_400Regular.ttf'),
  'hei-bold.ttf': join(sans, '700Bold/NotoSansSC_700Bold.ttf'),
  'song.ttf': join(serif, '400Regular/NotoSerifSC_400Regular.ttf'),
  'song-bold.ttf': join(serif, '700Bold/NotoSerifSC_700Bold.ttf'),
  'kai.ttf': join(kai, 'files/lxgw-wenkai-latin-500-normal.woff2'),
}

const target = join('dist', 'fonts')
mkdirSync(target, { recursive: true })
for (const [name, source] of Object.entries(fonts)) {
  const path = join(target, name)
  if (existsSync(path)) continue
  const bytes = readFileSync(source)
  const ttf = source.endsWith('.woff2') ? Buffer.from(await convert(bytes, 'truetype')) : bytes
  // Whole or not at all: a build that is stopped must not leave half a font behind.
  writeFileSync(`${path}.tmp`, ttf)
  renameSync(`${path}.tmp`, path)
  console.log(`dist/fonts/${name}: ${(ttf.length / 1048576).toFixed(1)} MB`)
}
