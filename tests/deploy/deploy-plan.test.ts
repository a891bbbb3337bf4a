import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { cloudVariables } from '#platform/adapters/cloudbase/cloud-settings'
import type { Collection } from '#platform/kernel/store'
import { collections } from '../../cloudfunctions/collections'
import { applyPlan, type CloudManager } from '../../scripts/deploy-cloudbase/apply'
import { deployPlan, functionPlans, type DeployPlan } from '../../scripts/deploy-cloudbase/plan'

const root = path.resolve(__dirname, '..', '..')
const functionFolder = path.join(root, 'cloudfunctions')
const run = (...args: string[]) =>
  spawnSync(process.execPath, ['scripts/deploy-cloudbase.mjs', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
  })

describe('deploy:cloudbase --dry-run', () => {
  let plan: DeployPlan
  beforeAll(() => {
    const { stdout, stderr, status } = run('--dry-run', '--json')
    if (status !== 0) throw new Error(stderr)
    plan = JSON.parse(stdout) as DeployPlan
  }, 60_000)

  test('lists every function with its own settings and triggers, within the limits of CloudBase', () => {
    const rooms = readdirSync(functionFolder).filter((name) =>
      existsSync(path.join(functionFolder, name, 'index.ts')),
    )
    expect(plan.functions.map((f) => f.name)).toEqual(rooms.sort())
    for (const { name, runtime, ...settings } of plan.functions) {
      const config = JSON.parse(
        readFileSync(path.join(functionFolder, name, 'config.json'), 'utf8'),
      ) as object
      expect({ name, ...settings }).toEqual({ name, ...config })
      expect(runtime).toMatch(/^Nodejs(18|20)\./)
    }
    expect(plan.functions.length).toBeLessThanOrEqual(50)
    expect(plan.functions.flatMap((f) => f.triggers).length).toBeGreaterThan(0)
  })

  test('lists every declared collection and index, closed to clients', () => {
    for (const c of collections) {
      const planned = plan.collections.find((p) => p.name === c.name)
      expect(planned?.access).toBe('ADMINONLY')
      const keys = planned?.indexes.map((index) =>
        index.keys.map((k) => (k.direction === -1 ? '-' : '') + k.field).join(' '),
      )
      for (const index of c.indexes) {
        const tie = index.at(-1)?.startsWith('-') ? '-_id' : '_id'
        expect(keys).toContain([...index, tie].join(' '))
      }
      const sets = Object.entries(c.fields).filter(([, type]) => type === 'set')
      for (const [field] of sets) expect(planned?.indexes.some((i) => i.keys[0]?.field === field)).toBe(true)
    }
    const own = ['storeCounters', 'storeSettledKeys', 'cloudFiles', 'schema']
    expect(plan.collections.map((c) => c.name)).toEqual(expect.arrayContaining(own))
    expect(plan.collections.length).toBeLessThanOrEqual(100)
    for (const c of plan.collections) {
      expect(new Set(c.indexes.map((i) => i.name)).size).toBe(c.indexes.length)
      for (const index of c.indexes) expect(index.name.length).toBeLessThanOrEqual(64)
    }
  })

  test('closes the storage and names every variable that code for the cloud reads', () => {
    expect(plan.storage.access).toBe('PRIVATE')
    const names = plan.environment.map((v) => v.name)
    expect(names).toEqual(cloudVariables.map((v) => v.name).sort())
    // What the platform itself sets, what only tests point elsewhere, what has a built-in place, and what names a
    // program that no cloud function has.
    const given = new Set([
      'TRIGGER_SRC',
      'PATH',
      'QIANLI_SMS_URL',
      'QIANLI_FACE_URL',
      'QIANLI_FONTS',
      'QIANLI_SOFFICE',
    ])
    const read = new Set<string>()
    const skipped = [path.join('platform', 'local'), path.join('platform', 'cli')]
    for (const file of readdirSync(functionFolder, { recursive: true, encoding: 'utf8' })) {
      if (!/(?<!\.test|\.fixture)\.ts$/.test(file) || skipped.some((folder) => file.startsWith(folder)))
        continue
      const text = readFileSync(path.join(functionFolder, file), 'utf8')
      for (const [, name] of text.matchAll(/\benv(?:\.|\[')([A-Z][A-Z0-9_]{2,})/g)) read.add(name ?? '')
    }
    expect(read.size).toBeGreaterThan(0)
    expect([...read].filter((name) => !given.has(name) && !names.includes(name))).toEqual([])
  })

  test('shows no value of a variable, and a plain run without an account deploys nothing', () => {
    const { stdout } = run('--dry-run')
    expect(stdout).toContain('QIANLI_MASTER_SECRET (required, secret)')
    const plain = run()
    expect(plain.status).toBe(1)
    expect(plain.stderr).toContain('Nothing was deployed')
    expect(run('--dryrun').status).toBe(64)
  }, 60_000)
})

describe('the plan', () => {
  test.each([
    ['no time-out', { memorySize: 256, permissions: { openapi: [] }, triggers: [] }],
    ['a time-out over 60 s', { timeout: 61, memorySize: 256, permissions: { openapi: [] }, triggers: [] }],
    [
      'two timers',
      {
        timeout: 5,
        memorySize: 256,
        permissions: { openapi: [] },
        triggers: ['a', 'b'].map((name) => ({ name, type: 'timer', config: '0 * * * * * *' })),
      },
    ],
    [
      'a timer of five fields',
      {
        timeout: 5,
        memorySize: 256,
        permissions: { openapi: [] },
        triggers: [{ name: 'a', type: 'timer', config: '* * * * *' }],
      },
    ],
  ])('refuses a function with %s', (_, config) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'qianli-plan-'))
    mkdirSync(path.join(folder, 'room'))
    writeFileSync(path.join(folder, 'room', 'index.ts'), '')
    writeFileSync(path.join(folder, 'room', 'config.json'), JSON.stringify(config))
    expect(() => functionPlans(folder)).toThrow('room/config.json')
    rmSync(folder, { recursive: true })
  })

  test('is applied closed first, without making existing indexes anew and without touching variables', async () => {
    const declared = [
      { name: 'papers', fields: { at: 'int', owner: 'text' }, indexes: [['owner', '-at'], ['at']] },
    ] as unknown as Collection[]
    const plan = deployPlan({ functionFolder, collections: declared, environment: [] })
    const calls: [string, unknown][] = []
    const note = (name: string) => (value: unknown, more?: unknown) => {
      calls.push([name, more === undefined ? value : [value, more]])
      return Promise.resolve({})
    }
    const manager: CloudManager = {
      env: { getEnvInfo: () => Promise.resolve({ EnvInfo: { Storages: [{ Bucket: 'b' }] } }) },
      database: {
        createCollectionIfNotExists: note('create'),
        describeCollection: () => Promise.resolve({ Indexes: [{ Name: '_id_' }, { Name: 'at_1__id_1' }] }),
        updateCollection: note('index'),
      },
      functions: { createFunction: note('function') },
      commonService: () => ({ call: note('call') }),
    }
    await applyPlan(plan, manager, { envId: 'e', bundles: '/bundles', log: () => undefined })
    expect(calls[0]).toEqual([
      'call',
      { Action: 'ModifyStorageSafeRule', Param: { EnvId: 'e', Bucket: 'b', AclTag: 'PRIVATE' } },
    ])
    const made = calls.filter(
      ([name, value]) => name === 'index' && Array.isArray(value) && value[0] === 'papers',
    )
    expect(made).toHaveLength(1)
    expect(JSON.stringify(made)).toContain('{"Name":"at","Direction":"-1"}')
    expect(JSON.stringify(made)).not.toContain('at_1__id_1')
    const functions = calls.filter(([name]) => name === 'function').map(([, value]) => value)
    expect(functions).toHaveLength(plan.functions.length)
    expect(JSON.stringify(functions)).not.toContain('envVariables')
  })
})
