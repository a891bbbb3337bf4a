import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { postgresPrograms, startCluster, type Cluster } from '../conformance/postgres-cluster'
import { TestClient } from './test-client'
import { setUpData, startHost } from './test-host'

const programs = postgresPrograms()
const missing = programs ? '' : ' (SKIPPED: no PostgreSQL here)'
const suite = programs ? describe : describe.skip

suite(`host on PostgreSQL${missing}`, () => {
  let cluster: Cluster
  let dataDir: string
  beforeAll(async () => {
    cluster = await startCluster(programs ?? '')
    dataDir = mkdtempSync(path.join(tmpdir(), 'qianli-pg-data-'))
    await setUpData(dataDir, { DATABASE_URL: cluster.url })
  }, 120_000)
  afterAll(async () => {
    await cluster?.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })

  test('two hosts share one database and data folder; a session of one is good at the other', async () => {
    const env = { DATABASE_URL: cluster.url, QIANLI_SHARED_DATA: '1' }
    const [first, second] = await Promise.all([startHost({ dataDir, env }), startHost({ dataDir, env })])
    const here = new TestClient(first.url)
    await here.signIn(first, '13800000001')
    const there = new TestClient(second.url)
    for (const [name, value] of here.cookies) there.cookies.set(name, value)
    expect(await there.call('identity', 'whoAmI')).toMatchObject({ me: { phoneMasked: '138****0001' } })
    await there.call('identity', 'signOut')
    expect(await here.call('identity', 'whoAmI')).toEqual({ me: null })
    await Promise.all([first.stop(), second.stop()])
  }, 60_000)

  test('a database written with other keys is refused before anything is changed', async () => {
    const other = mkdtempSync(path.join(tmpdir(), 'qianli-pg-other-'))
    await expect(setUpData(other, { DATABASE_URL: cluster.url })).rejects.toMatchObject({
      code: 2,
      message: expect.stringContaining('another installation') as string,
    })
    rmSync(other, { recursive: true, force: true })
  }, 60_000)

  test('without a database several hosts on one folder are refused', async () => {
    await expect(startHost({ dataDir, env: { QIANLI_SHARED_DATA: '1' } })).rejects.toMatchObject({ code: 2 })
  }, 60_000)

  test('a database that does not answer is said by /healthz', async () => {
    const host = await startHost({ dataDir, env: { DATABASE_URL: cluster.url, QIANLI_SHARED_DATA: '1' } })
    await cluster.stop()
    const response = await fetch(`${host.url}/healthz`)
    expect(response.status).toBe(503)
    expect(((await response.json()) as { parts: Record<string, string> }).parts.store).toMatch(
      /^(failed|no answer)/,
    )
    await host.stop()
    cluster = await startCluster(programs ?? '')
  }, 90_000)
})
