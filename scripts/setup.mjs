// Prepares a data folder: keys and secrets (mode 0600), own certificate authority, database, demo data. Safe to repeat.
//
// Usage: node scripts/setup.mjs    (environment as of scripts/start.mjs)
import { fork } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/**
 * Runs the set-up child and answers the demo accounts.
 * @throws Error with `code` = exit code and the child's words: 2 wrong settings, 3 data folder in use
 */
export function setUp(env = process.env) {
  return new Promise((resolve, reject) => {
    const child = fork(path.join(root, 'dist', 'host', 'setup.cjs'), {
      cwd: root,
      env,
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    })
    let accounts = []
    let words = ''
    child.on('message', (message) => {
      accounts = message.accounts ?? []
    })
    child.stderr.on('data', (chunk) => {
      words += chunk
    })
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(accounts)
      reject(Object.assign(new Error(words.trim() || `Set-up ended with ${signal ?? code}.`), { code }))
    })
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await setUp()
  } catch (e) {
    console.error(e.message)
    process.exitCode = e.code ?? 1
  }
}
