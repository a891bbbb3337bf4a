// Real hosts for tests: a process on a free port over a prepared data folder of its own. Scripts that are plain
// JavaScript import the built copy, dist/host/test-tools.cjs.
import { fork, type ChildProcess } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

const root = process.cwd()
const cache = path.join(root, '.cache', 'data-template')

export interface DemoAccount {
  phone: string
  name: string
  note: string
}

export interface TestHost {
  url: string
  operatorKey: string
  pid: number
  dataDir: string
  /** Sends a signal and waits for the end. */
  kill(signal?: NodeJS.Signals): Promise<Ended>
  /** Stops the host in good order and removes the folder if it was made for it. */
  stop(): Promise<Ended>
  /** Everything it has printed. */
  output(): string
}

export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
}

/** What a program of ours said before it gave up. */
export class ProgramFailed extends Error {
  override name = 'ProgramFailed'
  constructor(
    readonly code: number | null,
    words: string,
  ) {
    super(words.trim() || `The program ended with ${code}.`)
  }
}

type Env = Record<string, string | undefined>

/** Simulators, demo data, no timers, unless `extra` says otherwise. */
function environment(dataDir: string, port: number, extra: Env): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: 'test',
    DATABASE_URL: undefined,
    QIANLI_DATA: dataDir,
    PORT: String(port),
    HOST: '127.0.0.1',
    QIANLI_TIMERS: 'off',
    ...extra,
  }
}

function start(program: string, env: NodeJS.ProcessEnv) {
  // A test runner's own flags (inspectors, VM modules) are none of the host's.
  const child: ChildProcess = fork(path.join(root, 'dist', 'host', program), {
    cwd: root,
    env,
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let words = ''
  child.stdout?.on('data', (chunk: Buffer) => (words += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (words += chunk.toString()))
  const ended = new Promise<Ended>((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal })),
  )
  return { child, ended, words: () => words }
}

/** Runs the set-up program on a folder; answers the demo accounts. @throws ProgramFailed */
export async function setUpData(dataDir: string, env: Env = {}): Promise<DemoAccount[]> {
  const { child, ended, words } = start('setup.cjs', environment(dataDir, 0, env))
  let accounts: DemoAccount[] = []
  child.on('message', (message: { accounts?: DemoAccount[] }) => (accounts = message.accounts ?? []))
  const { code } = await ended
  if (code !== 0) throw new ProgramFailed(code, words())
  return accounts
}

/** A prepared data folder, made once for each build of the set-up program. It is copied, never used itself. */
async function template(): Promise<string> {
  const program = readFileSync(path.join(root, 'dist', 'host', 'setup.cjs'))
  const name = createHash('sha256').update(program).digest('hex').slice(0, 16)
  const folder = path.join(cache, name)
  if (existsSync(folder)) return folder
  mkdirSync(cache, { recursive: true })
  for (const old of readdirSync(cache))
    if (!old.startsWith(name) && !old.includes('draft'))
      rmSync(path.join(cache, old), { recursive: true, force: true })
  // Several test processes may come at once: each makes a draft, the first rename wins.
  const draft = `${folder}.draft-${randomBytes(4).toString('hex')}`
  await setUpData(draft)
  try {
    renameSync(draft, folder)
  } catch {
    rmSync(draft, { recursive: true, force: true })
  }
  return folder
}

/** A fresh folder with keys, database and demo data, under the system's temporary folder unless named. */
export async function preparedData(
  dataDir = mkdtempSync(path.join(tmpdir(), 'qianli-data-')),
): Promise<string> {
  cpSync(await template(), dataDir, { recursive: true })
  return dataDir
}

export interface StartOptions {
  /** An existing data folder, used as it is. Absent: a fresh one, removed by `stop`. */
  dataDir?: string
  /** 0, the default, takes a free port. */
  port?: number
  env?: Env
}

/** Starts a host and waits until it serves. @throws ProgramFailed with the host's words when it does not come up */
export async function startHost({ dataDir, port = 0, env = {} }: StartOptions = {}): Promise<TestHost> {
  const folder = dataDir ?? (await preparedData())
  const clean = () => {
    if (dataDir === undefined) rmSync(folder, { recursive: true, force: true })
  }
  const { child, ended, words } = start('host.cjs', environment(folder, port, env))
  const ready = new Promise<{ url: string; operatorKey: string | null }>((resolve) =>
    child.on('message', (message: { ready?: boolean; url: string; operatorKey: string | null }) => {
      if (message.ready) resolve(message)
    }),
  )
  const first = await Promise.race([ready, ended])
  if (!('url' in first)) {
    clean()
    throw new ProgramFailed(first.code, words())
  }
  // A test that fails before it stops its host must not keep the runner waiting: when that ends, the host sees its
  // parent gone and stops by itself.
  child.unref()
  child.channel?.unref()
  for (const stream of [child.stdout, child.stderr]) (stream as Socket | null)?.unref()
  const kill = (signal: NodeJS.Signals = 'SIGTERM') => {
    child.ref()
    child.kill(signal)
    return ended
  }
  return {
    url: first.url,
    operatorKey: first.operatorKey ?? '',
    pid: child.pid ?? 0,
    dataDir: folder,
    kill,
    output: words,
    async stop() {
      const result = await kill()
      clean()
      return result
    },
  }
}
