// Bundles the cloud functions, the local host and the command line with esbuild.
//
//   dist/functions/<room>/   index.js (CommonJS, everything inside but native modules), config.json, package.json
//   dist/host/               host.cjs, setup.cjs, test-tools.cjs (real hosts for scripts)
//   dist/cli/                qianli.cjs
//
// Usage: node scripts/build-functions.mjs [--fonts] [room …]   (no room: everything)
//   --fonts   also copies dist/fonts into the functions that draw text, for deployment; a local host needs no copy
import { build } from 'esbuild'
import { copyFile, cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildCli } from '../cloudfunctions/platform/cli/build-cli.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const sources = path.join(root, 'cloudfunctions')
const dist = path.join(root, 'dist')

/** Modules with machine code or large data files: installed on the cloud side, and only where they are used. */
const installed = ['@napi-rs/canvas', 'pdfjs-dist']
const installedFor = { document: installed }
/** Functions that draw text into files or pictures; they look for `fonts` in their own folder. */
const drawing = ['contract', 'document', 'seal']
/** Present in the host's checkout only; a function never loads the embedded database. */
const hostOnly = ['@electric-sql/pglite']
/** Optional parts of packages that none of them needs. */
const optional = ['pg-native', 'pg-cloudflare', 'bufferutil', 'utf-8-validate']

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  // Node 18.15 is the default runtime on CloudBase, 20.19 the one we ask for.
  target: 'node18',
  keepNames: true,
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  charset: 'utf8',
  logLevel: 'warning',
  mainFields: ['main', 'module'],
  // CommonJS has no import.meta; sources that ask for their own address get that of the bundle.
  define: { 'import.meta.url': 'importMetaUrl' },
  banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
  external: [...installed, ...installed.map((name) => `${name}/*`), ...hostOnly, ...optional],
}

export async function roomNames() {
  const entries = await readdir(sources, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory() && existsSync(path.join(sources, entry.name, 'index.ts')))
    .map((entry) => entry.name)
    .filter((name) => name !== 'platform')
    .sort()
}

async function buildRoom(room, versions) {
  const target = path.join(dist, 'functions', room)
  await mkdir(target, { recursive: true })
  await build({
    ...common,
    entryPoints: [path.join(sources, room, 'index.ts')],
    outfile: path.join(target, 'index.js'),
  })
  await copyFile(path.join(sources, room, 'config.json'), path.join(target, 'config.json'))
  const dependencies = Object.fromEntries((installedFor[room] ?? []).map((name) => [name, versions[name]]))
  const manifest = {
    name: `qianli-${room}`,
    version: versions.qianli,
    private: true,
    main: 'index.js',
    dependencies,
  }
  await writeFile(path.join(target, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
}

/** Exact versions from the lock file, so that the cloud installs what was tested. */
async function lockedVersions() {
  const lock = JSON.parse(await readFile(path.join(root, 'package-lock.json'), 'utf8'))
  const versions = { qianli: lock.packages[''].version }
  for (const name of installed) versions[name] = lock.packages[`node_modules/${name}`].version
  return versions
}

async function buildProgram(entry, outfile) {
  if (!existsSync(path.join(root, entry))) return
  await build({ ...common, entryPoints: [path.join(root, entry)], outfile: path.join(dist, outfile) })
}

/** Builds everything, or the rooms named. `withFonts`: each function carries what it needs to draw text. */
export async function buildFunctions(only = [], { withFonts = false } = {}) {
  const rooms = await roomNames()
  const unknown = only.filter((room) => !rooms.includes(room))
  if (unknown.length > 0) throw new Error(`There is no function ${unknown.join(', ')}.`)
  const versions = await lockedVersions()
  if (only.length === 0) await rm(path.join(dist, 'functions'), { recursive: true, force: true })
  for (const room of only.length > 0 ? only : rooms) await buildRoom(room, versions)
  if (withFonts)
    for (const room of drawing.filter((name) => only.length === 0 || only.includes(name)))
      await cp(path.join(dist, 'fonts'), path.join(dist, 'functions', room, 'fonts'), { recursive: true })
  if (only.length > 0) return only
  await buildProgram('cloudfunctions/platform/local/host-main.ts', 'host/host.cjs')
  await buildProgram('cloudfunctions/platform/local/setup-main.ts', 'host/setup.cjs')
  await buildProgram('tests/local/test-tools.ts', 'host/test-tools.cjs')
  await buildCli()
  return rooms
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = Date.now()
  const words = process.argv.slice(2)
  const rooms = await buildFunctions(
    words.filter((word) => word !== '--fonts'),
    { withFonts: words.includes('--fonts') },
  )
  console.log(`Built ${rooms.join(', ')} in ${((Date.now() - started) / 1000).toFixed(1)} s`)
}
