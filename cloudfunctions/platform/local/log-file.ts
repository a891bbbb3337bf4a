import { createWriteStream, existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'

const maxBytes = 20 * 1024 * 1024

/** Where log lines go: `stdout`, or a file that is appended to; one older file is kept when it has grown. */
export function logWriter(target: string): (line: string) => void {
  if (target === 'stdout') return (line) => void process.stdout.write(`${line}\n`)
  mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 })
  if (existsSync(target) && statSync(target).size > maxBytes) renameSync(target, `${target}.1`)
  const stream = createWriteStream(target, { flags: 'a', mode: 0o600 })
  // A full disk must not end the service for want of a log line.
  stream.on('error', () => undefined)
  return (line) => void stream.write(`${line}\n`)
}
