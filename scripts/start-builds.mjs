// Builds what is missing or older than its sources. What was built from which sources is kept in dist/.build.json as
// content hashes, so that a checkout or a copied folder does not look stale.
import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const record = path.join(root, 'dist', '.build.json')
const bin = (name) => path.join(root, 'node_modules', '.bin', name)

/** Sources decide staleness; `made` must exist, or it is built again. */
const targets = {
  fonts: {
    title: 'fonts',
    sources: ['scripts/build-fonts.mjs', 'package-lock.json'],
    made: ['dist/fonts'],
    command: [process.execPath, 'scripts/build-fonts.mjs'],
  },
  functions: {
    title: 'cloud functions and host',
    sources: ['cloudfunctions', 'types', 'scripts/build-functions.mjs', 'package.json', 'package-lock.json'],
    made: ['dist/functions', 'dist/host/host.cjs', 'dist/host/setup.cjs'],
    command: [process.execPath, 'scripts/build-functions.mjs'],
  },
  h5: {
    title: 'browser app (about a minute)',
    sources: ['src', 'types', 'config', 'babel.config.js', 'tsconfig.json', 'package-lock.json'],
    made: ['dist/h5/index.html'],
    command: [bin('taro'), 'build', '--type', 'h5'],
    env: { NODE_ENV: 'production' },
    after: () => precompress(path.join(root, 'dist', 'h5')),
  },
}

/** Builds the named targets where needed. @throws Error with the tool's output when a build fails */
export function buildStale(names = Object.keys(targets), { say = () => {} } = {}) {
  const built = readRecord()
  for (const name of names) {
    const { title, sources, made, command, env, after } = targets[name]
    const hash = hashOf(sources)
    if (built[name] === hash && made.every((file) => existsSync(path.join(root, file)))) continue
    say(`Building ${title} …`)
    run(title, command, env)
    after?.()
    built[name] = hash
    // Written after each build, so that a later failure does not undo an earlier success.
    writeRecord({ ...readRecord(), [name]: hash })
  }
}

function readRecord() {
  try {
    return JSON.parse(readFileSync(record, 'utf8'))
  } catch {
    return {}
  }
}

function writeRecord(built) {
  mkdirSync(path.dirname(record), { recursive: true })
  writeFileSync(`${record}.${process.pid}`, JSON.stringify(built, null, 2))
  renameSync(`${record}.${process.pid}`, record)
}

function run(title, [program, ...args], env = {}) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: root,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (status === 0) return
  throw new Error(`Building ${title} failed.\n${error?.message ?? ''}${stdout ?? ''}${stderr ?? ''}`)
}

/** SHA-256 over names and contents of all files under the sources; tests do not change what is built. */
function hashOf(sources) {
  const hash = createHash('sha256')
  const add = (file) => {
    const full = path.join(root, file)
    if (!existsSync(full)) return
    if (statSync(full).isDirectory()) {
      for (const name of readdirSync(full).sort()) add(path.join(file, name))
    } else if (!/\.test\.tsx?$/.test(file)) {
      hash.update(`${file}\0`).update(createHash('sha256').update(readFileSync(full)).digest())
    }
  }
  sources.forEach(add)
  return hash.digest('hex')
}

const compressible = new Set(['.js', '.mjs', '.css', '.html', '.svg', '.json', '.ttf', '.txt'])

/** Writes `.br` and `.gz` beside each text file that gets smaller by it; the host serves them as they are. */
function precompress(dir) {
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const file = path.join(dir, entry.name)
    if (entry.isDirectory()) precompress(file)
    else if (compressible.has(path.extname(entry.name))) compressFile(file)
  }
}

function compressFile(file) {
  const bytes = readFileSync(file)
  if (bytes.length < 1024) return
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: quality }))
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = process.argv.slice(2)
  buildStale(names.length > 0 ? names : undefined, { say: console.log })
}
