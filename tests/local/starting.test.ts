import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { TestClient } from './test-client'
import { preparedData, setUpData, startHost } from './test-host'

const health = async (url: string) => {
  const response = await fetch(`${url}/healthz`)
  return {
    status: response.status,
    ...((await response.json()) as { ok: boolean; parts: Record<string, string> }),
  }
}

let dataDir: string
beforeEach(async () => {
  dataDir = await preparedData()
}, 120_000)
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

describe('set-up', () => {
  test('keys and secrets are readable by their owner alone and differ between installations', async () => {
    const other = mkdtempSync(path.join(tmpdir(), 'qianli-other-'))
    await setUpData(other)
    const secrets = path.join('keys', 'secrets.json')
    for (const folder of [dataDir, other]) {
      expect(statSync(path.join(folder, 'keys')).mode & 0o777).toBe(0o700)
      expect(statSync(path.join(folder, secrets)).mode & 0o777).toBe(0o600)
      expect(statSync(path.join(folder, 'keys', 'authority.key')).mode & 0o777).toBe(0o600)
    }
    const [first, second] = [dataDir, other].map(
      (folder) => JSON.parse(readFileSync(path.join(folder, secrets), 'utf8')) as Record<string, string>,
    )
    for (const name of ['master', 'keyStore', 'files', 'operatorKey'])
      expect(first?.[name]).not.toBe(second?.[name])
    rmSync(other, { recursive: true, force: true })
  }, 120_000)

  test('a second run changes no key and doubles no demo data', async () => {
    const file = path.join(dataDir, 'keys', 'secrets.json')
    const before = readFileSync(file, 'utf8')
    const authority = readFileSync(path.join(dataDir, 'keys', 'authority.key'))
    const accounts = await setUpData(dataDir)
    expect(accounts).toHaveLength(3)
    expect(readFileSync(file, 'utf8')).toBe(before)
    expect(readFileSync(path.join(dataDir, 'keys', 'authority.key'))).toEqual(authority)
    const host = await startHost({ dataDir })
    const client = new TestClient(host.url)
    const me = (await client.signIn(host, '13800000001')) as { identities: unknown[] }
    expect(me.identities).toHaveLength(2)
    await host.stop()
  }, 120_000)
})

describe('one process a data folder', () => {
  test('a second host and a set-up on a folder in use are refused with a clear message; the first goes on', async () => {
    const host = await startHost({ dataDir })
    await expect(startHost({ dataDir })).rejects.toMatchObject({
      code: 3,
      message: expect.stringContaining(`in use by process ${host.pid}`) as string,
    })
    await expect(setUpData(dataDir)).rejects.toMatchObject({ code: 3 })
    expect((await new TestClient(host.url).invoke('identity', 'whoAmI')).ok).toBe(true)
    await host.stop()
  }, 60_000)

  test('a host killed with -9 leaves a folder that starts again and keeps what was acknowledged', async () => {
    const first = await startHost({ dataDir })
    const client = new TestClient(first.url)
    await client.signIn(first, '13800000001')
    await first.kill('SIGKILL')
    const second = await startHost({ dataDir, port: Number(new URL(first.url).port) })
    expect(await client.call('identity', 'whoAmI')).toMatchObject({ me: { phoneMasked: '138****0001' } })
    await second.stop()
  }, 60_000)

  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s ends the host in good order',
    async (signal) => {
      const host = await startHost({ dataDir })
      expect(await host.kill(signal)).toEqual({ code: 0, signal: null })
      expect(existsSync(path.join(dataDir, 'lock'))).toBe(false)
    },
    60_000,
  )

  test('a port in use is said in words', async () => {
    const host = await startHost({ dataDir })
    const other = await preparedData()
    await expect(startHost({ dataDir: other, port: Number(new URL(host.url).port) })).rejects.toMatchObject({
      code: 2,
      message: expect.stringContaining('PORT') as string,
    })
    rmSync(other, { recursive: true, force: true })
    await host.stop()
  }, 60_000)
})

describe('/healthz', () => {
  test('says ok part by part', async () => {
    const host = await startHost({ dataDir, env: { QIANLI_TIMERS: undefined } })
    expect(await health(host.url)).toEqual({
      status: 200,
      ok: true,
      parts: { store: 'ok', files: 'ok', pki: 'ok', fonts: 'ok', functions: 'ok', timers: 'ok' },
    })
    await host.stop()
  }, 60_000)

  test('names the part that is broken', async () => {
    const host = await startHost({ dataDir })
    rmSync(path.join(dataDir, 'files'), { recursive: true })
    const { status, ok, parts } = await health(host.url)
    expect({ status, ok }).toEqual({ status: 503, ok: false })
    expect(parts.files).toMatch(/^failed/)
    expect(parts.store).toBe('ok')
    await host.stop()
  }, 60_000)

  test('names a function that does not load, and fonts that are missing, while the others serve', async () => {
    const dist = mkdtempSync(path.join(tmpdir(), 'qianli-dist-'))
    const { cpSync, mkdirSync } = await import('node:fs')
    cpSync('dist/functions/identity', path.join(dist, 'functions', 'identity'), { recursive: true })
    mkdirSync(path.join(dist, 'functions', 'seal'))
    writeFileSync(path.join(dist, 'functions', 'seal', 'index.js'), 'throw new SyntaxError("broken")')
    writeFileSync(
      path.join(dist, 'functions', 'seal', 'config.json'),
      '{"timeout":20,"memorySize":256,"permissions":{"openapi":[]}}',
    )
    const host = await startHost({ dataDir, env: { QIANLI_DIST: dist } })
    const { ok, parts } = await health(host.url)
    expect(ok).toBe(false)
    expect(parts.functions).toMatch(/^not loaded: seal \(SyntaxError\), /)
    // Rooms of which there is no folder at all are missed as well.
    expect(parts.functions).toContain('timers (not built)')
    expect(parts.functions).not.toContain('identity')
    expect(parts.fonts).toBe('not built')
    const client = new TestClient(host.url)
    client.cookies.set('qianli_csrf', 'c')
    expect((await client.invoke('identity', 'whoAmI')).ok).toBe(true)
    await host.stop()
    rmSync(dist, { recursive: true, force: true })
  }, 60_000)
})
