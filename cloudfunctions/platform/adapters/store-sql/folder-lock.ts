import { randomUUID } from 'node:crypto'
import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'

interface Holder {
  pid: number
  host: string
  /** Start of the process in clock ticks (Linux), which tells a process from a later one with the same pid. */
  started: string
  nonce: string
}

const beatMs = 5_000
/** A holder on another machine (a shared folder) cannot be asked; without a heartbeat this long it is taken for dead. */
const silenceMs = 60_000

/** The data folder is in use by another process. */
export class DataFolderInUse extends Error {
  override name = 'DataFolderInUse'
  constructor(
    folder: string,
    readonly holder: { pid: number; host: string },
  ) {
    super(
      `The data folder ${folder} is in use by process ${holder.pid}${holder.host === hostname() ? '' : ` on ${holder.host}`}. ` +
        'Stop that process first: two processes on one folder would destroy the data.',
    )
  }
}

function startOf(pid: number): string {
  try {
    // The name in parentheses may hold spaces; the start time is field 22.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? ''
  } catch {
    return ''
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (e) {
    return (e as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function read(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw e
  }
}

function isAlive(holder: Holder, path: string): boolean {
  if (holder.host !== hostname()) return Date.now() - statSync(path).mtimeMs < silenceMs
  if (!runs(holder.pid)) return false
  const start = startOf(holder.pid)
  return start === '' || holder.started === '' || start === holder.started
}

/** Creates the file with its content in one step; false when it exists. */
function createWhole(path: string, text: string): boolean {
  const draft = `${path}.${randomUUID()}`
  writeFileSync(draft, text)
  try {
    linkSync(draft, path)
    return true
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw e
  } finally {
    unlinkSync(draft)
  }
}

/**
 * Takes the folder's lock for this process and answers the function that gives it back. The lock of a process that
 * died is taken over.
 * @throws DataFolderInUse when a living process holds it
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'lock')
  const own: Holder = {
    pid: process.pid,
    host: hostname(),
    started: startOf(process.pid),
    nonce: randomUUID(),
  }
  const text = JSON.stringify(own)
  for (let tries = 0; !createWhole(path, text); tries += 1) {
    const holder = read(path)
    if (holder && (isAlive(holder, path) || tries > 50)) throw new DataFolderInUse(folder, holder)
    if (holder && takeOver(path, holder, text)) break
  }
  const beat = setInterval(() => {
    try {
      utimesSync(path, new Date(), new Date())
    } catch {
      // The folder was removed under us; there is nothing left to guard.
    }
  }, beatMs)
  beat.unref()
  return () => {
    clearInterval(beat)
    try {
      if (read(path)?.nonce === own.nonce) unlinkSync(path)
    } catch {
      // Gone already.
    }
  }
}

/**
 * Replaces a dead holder's lock. Several may try: a claim file named after that very lock lets one of them through,
 * and it looks again before it replaces.
 */
function takeOver(path: string, dead: Holder, text: string): boolean {
  const claim = `${path}.${dead.nonce}`
  if (!createWhole(claim, text)) {
    const claimant = read(claim)
    if (claimant && !isAlive(claimant, claim)) unlinkSync(claim)
    return false
  }
  try {
    if (read(path)?.nonce !== dead.nonce) return false
    writeFileSync(`${claim}.new`, text)
    renameSync(`${claim}.new`, path)
    return true
  } finally {
    unlinkSync(claim)
  }
}
