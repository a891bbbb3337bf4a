import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const built = path.join('dist', 'functions')
const rooms = readdirSync('cloudfunctions', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(path.join('cloudfunctions', entry.name, 'index.ts')))
  .map((entry) => entry.name)
  .filter((name) => name !== 'platform')

let empty: string
beforeAll(() => {
  empty = mkdtempSync(path.join(tmpdir(), 'qianli-bundle-'))
})
afterAll(() => rmSync(empty, { recursive: true, force: true }))

interface Manifest {
  main: string
  dependencies: Record<string, string>
}

describe('built functions', () => {
  test('every room is built, and nothing else lies under the function root', () => {
    expect(readdirSync(built).sort()).toEqual([...rooms].sort())
  })

  test.each(rooms)('%s has an entry, a configuration and a manifest', (room) => {
    expect(readdirSync(path.join(built, room)).sort()).toEqual(['config.json', 'index.js', 'package.json'])
    const config = JSON.parse(readFileSync(path.join(built, room, 'config.json'), 'utf8')) as {
      timeout: number
      triggers: { type: string; config: string }[]
    }
    // CloudBase ends a function after 5 s unless told otherwise, takes 60 s at most and one timer a function.
    expect(config.timeout).toBeGreaterThan(5)
    expect(config.timeout).toBeLessThanOrEqual(60)
    expect(config.triggers.length).toBeLessThanOrEqual(1)
    for (const { config: cron } of config.triggers) expect(cron.split(' ')).toHaveLength(7)
  })

  test('native modules are named by document alone, in the versions that were tested', () => {
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      packages: Record<string, { version: string }>
    }
    for (const room of rooms) {
      const { dependencies } = JSON.parse(
        readFileSync(path.join(built, room, 'package.json'), 'utf8'),
      ) as Manifest
      if (room !== 'document') expect(dependencies).toEqual({})
      for (const [name, version] of Object.entries(dependencies))
        expect(version).toBe(lock.packages[`node_modules/${name}`]?.version)
    }
  })

  test.each(rooms)(
    '%s loads from an empty folder with nothing but what its manifest names',
    (room) => {
      const folder = path.join(empty, room)
      cpSync(path.join(built, room), folder, { recursive: true })
      const { dependencies } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest
      for (const name of Object.keys(dependencies)) {
        const target = path.join(folder, 'node_modules', name)
        mkdirSync(path.dirname(target), { recursive: true })
        symlinkSync(path.resolve('node_modules', name), target)
      }
      // Without an identity and without settings a call is refused in the usual envelope, by code that ran.
      const program = `
      const { main } = require('./index.js')
      if (typeof main !== 'function') throw new Error('no main')
      process.env.TENCENTCLOUD_RUNENV = 'SCF'
      main({ action: 'nothing', data: {} }, {}).then((answer) => process.stdout.write(answer.error.code))`
      const { stdout, stderr } = spawnSync(process.execPath, ['-e', program], {
        cwd: folder,
        env: { PATH: process.env.PATH, TENCENTCLOUD_REGION: 'local', SCF_NAMESPACE: 'local' },
        encoding: 'utf8',
        timeout: 60_000,
      })
      expect(stdout).toBe('INTERNAL')
      // The operator learns from the log what the caller must not.
      expect(stderr).toContain('CloudSettingsMissing')
    },
    90_000,
  )

  test('no bundle holds the embedded database or a machine path', () => {
    for (const room of rooms) {
      const code = readFileSync(path.join(built, room, 'index.js'), 'utf8')
      expect(code).not.toContain(process.cwd())
      expect(code.length).toBeLessThan(8_000_000)
    }
  })
})
