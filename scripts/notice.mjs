// Writes NOTICE from the packages that reach a user: everything below `dependencies`, and the fonts that the build copies.
// Refuses a licence that may not be in the product. `--check` compares instead of writing.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const allowed =
  /^(MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|OFL-1\.1|MPL-2\.0|CC0-1\.0|CC-BY-[34]\.0|Unlicense|BlueOak-1\.0\.0|Python-2\.0|Zlib|WTFPL|Artistic-2\.0|PostgreSQL)$/
// Declare no licence of their own; each is named with the package that brings it and why it is acceptable.
const undeclared = {
  '@cloudbase/wx-cloud-client-sdk': 'part of wx-server-sdk by the same publisher',
  '@cloudbase/signature-nodejs': 'part of wx-server-sdk by the same publisher',
}
const fontPackages = [
  '@expo-google-fonts/noto-sans-sc',
  '@expo-google-fonts/noto-serif-sc',
  '@fontsource/lxgw-wenkai',
]
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages
const root = lock['']

/** Nearest installed copy of a package as seen from a folder of the lock file. */
function locate(from, name) {
  for (let dir = from; ;) {
    const path = dir ? `${dir}/node_modules/${name}` : `node_modules/${name}`
    if (lock[path]) return path
    if (!dir) return null
    const up = dir.lastIndexOf('/node_modules/')
    dir = up < 0 ? '' : dir.slice(0, up)
  }
}

const seen = new Set()
const queue = [...Object.keys(root.dependencies), ...fontPackages].map((name) => locate('', name))
while (queue.length) {
  const path = queue.pop()
  if (!path || seen.has(path)) continue
  seen.add(path)
  const { dependencies = {}, optionalDependencies = {} } = lock[path]
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) queue.push(locate(path, name))
}

function describe(path) {
  const file = join(path, 'package.json')
  const entry = lock[path]
  const manifest = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const declared = manifest.license ?? entry.license ?? manifest.licenses?.[0]?.type
  const license = (typeof declared === 'object' ? declared.type : declared) ?? licenseFromText(path)
  return {
    name: manifest.name ?? path.split('node_modules/').pop(),
    version: entry.version,
    license: license ?? 'UNKNOWN',
  }
}

function licenseFromText(path) {
  if (!existsSync(path)) return undefined
  const file = readdirSync(path).find((f) => /^licen[sc]e/i.test(f))
  const text = file ? readFileSync(join(path, file), 'utf8') : ''
  return /Permission is hereby granted, free of charge/.test(text)
    ? 'MIT'
    : /Apache License/.test(text)
      ? 'Apache-2.0'
      : undefined
}

/** True when an SPDX expression can be satisfied with allowed licences alone. */
const fits = (expression) =>
  expression
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((part) => part.split(' AND ').every((one) => allowed.test(one.trim())))

const packages = [...seen].map(describe)
const bad = packages.filter((p) => !fits(p.license) && !(p.name in undeclared))
if (bad.length) {
  for (const p of bad)
    console.error(`licence not allowed in the product: ${p.name} ${p.version}: ${p.license}`)
  process.exitCode = 1
}
const lines = [
  ...new Set(
    packages.map(
      (p) => `${p.name} ${p.version} (${p.license === 'UNKNOWN' ? undeclared[p.name] : p.license})`,
    ),
  ),
].sort()
const text = `Qianli (签立)
Copyright 2026 the Qianli authors
Licensed under the Apache License, Version 2.0 (see LICENSE).

Made by \`npm run notice\` from package-lock.json: the packages that reach a user, and the fonts that are copied at build time.

${lines.join('\n')}
`
if (process.argv.includes('--check')) {
  if (readFileSync('NOTICE', 'utf8') !== text) {
    console.error('NOTICE is out of date: npm run notice')
    process.exitCode = 1
  }
} else writeFileSync('NOTICE', text)
