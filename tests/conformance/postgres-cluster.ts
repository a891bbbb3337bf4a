import { spawn, spawnSync } from 'node:child_process'
import { accessSync, chownSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A database server for one test run. */
export interface Cluster {
  url: string
  stop(): Promise<void>
}

const folders = [18, 17, 16, 15, 14, 13].map((n) => `/usr/lib/postgresql/${n}/bin`)

/** Where PostgreSQL's programs are, or null when this machine has none. */
export function postgresPrograms(): string | null {
  const path = (process.env.PATH ?? '').split(':').filter(Boolean)
  for (const folder of [...folders, ...path]) {
    try {
      for (const program of ['initdb', 'postgres']) accessSync(join(folder, program), constants.X_OK)
      return folder
    } catch {
      continue
    }
  }
  return null
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** PostgreSQL refuses to run as root; root therefore starts it as another user. */
function serverUser(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  for (const name of ['postgres', 'nobody']) {
    const uid = spawnSync('id', ['-u', name], { encoding: 'utf8' })
    const gid = spawnSync('id', ['-g', name], { encoding: 'utf8' })
    if (uid.status === 0 && gid.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  }
  throw new Error('PostgreSQL cannot run as root, and this machine has no other user for it')
}

/** Starts a throwaway server on 127.0.0.1 with a data folder of its own. */
export async function startCluster(programs: string): Promise<Cluster> {
  const user = serverUser()
  const folder = mkdtempSync(join(tmpdir(), 'qianli-pg-'))
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  const options = { ...user, cwd: folder, encoding: 'utf8' as const }
  const made = spawnSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'qianli', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
    options,
  )
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`)
  const port = await freePort()
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`]
  const server = spawn(join(programs, 'postgres'), ['-D', data, ...settings.flatMap((s) => ['-c', s])], {
    ...user,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  await new Promise<void>((resolve, reject) => {
    let seen = ''
    server.stderr.on('data', (chunk: Buffer) => {
      seen += chunk.toString()
      if (seen.includes('ready to accept connections')) resolve()
    })
    server.once('exit', () => reject(new Error(`postgres ended: ${seen}`)))
  })
  return {
    url: `postgres://qianli@127.0.0.1:${port}/postgres`,
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGINT')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
