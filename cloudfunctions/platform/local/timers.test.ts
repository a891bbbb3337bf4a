import type { Log } from '#platform/kernel/log'
import type { FunctionConfig } from './functions'
import { startTimers } from './timers'

const log: Log = { info: () => undefined, error: () => undefined }
const tick: FunctionConfig = {
  timeout: 60,
  memorySize: 256,
  permissions: { openapi: [] },
  triggers: [{ name: 'tick', type: 'timer', config: '0 * * * * * *' }],
}
const ok = { ok: true, data: {}, requestId: 'r' } as const

describe('timers', () => {
  test('run the triggers of config.json, and never the same one twice at a time', async () => {
    const runs: string[] = []
    let finish = () => undefined as void
    const gate = new Promise<void>((resolve) => (finish = resolve))
    const timers = startTimers(
      new Map([['timers', tick]]),
      async (room, name) => {
        runs.push(`${room}/${name}`)
        await gate
        return ok
      },
      log,
    )
    const both = Promise.all([timers.runAll(), timers.runAll()])
    finish()
    await both
    expect(runs).toEqual(['timers/tick'])
    timers.stop()
  })

  test('a failing run is seen in the health, a later good one clears it', async () => {
    let fails = true
    const timers = startTimers(
      new Map([['timers', tick]]),
      () => (fails ? Promise.reject(new Error('x')) : Promise.resolve(ok)),
      log,
    )
    expect(timers.healthy()).toBe(true)
    await timers.runAll()
    expect(timers.healthy()).toBe(false)
    fails = false
    await timers.runAll()
    expect(timers.healthy()).toBe(true)
    timers.stop()
  })

  test('a host without any trigger has no timers to be proud of', () => {
    expect(startTimers(new Map(), () => Promise.resolve(ok), log).healthy()).toBe(false)
  })
})
