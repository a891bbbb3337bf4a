import { Cron } from 'croner'
import type { Answer } from '#types/action'
import type { Log } from '#platform/kernel/log'
import type { FunctionConfig } from './functions'

/** The cloud's timer triggers, kept by this host. */
export interface Timers {
  /** Runs every trigger once, now. */
  runAll(): Promise<void>
  /** False while the last run failed or is overdue. */
  healthy(): boolean
  stop(): void
}

/** Missed runs until a trigger counts as broken: ticks are a minute apart. */
const overdue = 180_000

/**
 * Reads the triggers from the functions' config.json, as CloudBase does: 7-field cron in Asia/Shanghai.
 * A run that is still going on is not started again.
 */
export function startTimers(
  configs: ReadonlyMap<string, FunctionConfig>,
  invoke: (room: string, triggerName: string) => Promise<Answer>,
  log: Log,
): Timers {
  const last = new Map<string, { at: number; ok: boolean }>()
  const running = new Map<string, Promise<void>>()
  const triggers = [...configs].flatMap(([room, { triggers }]) => triggers.map((t) => ({ room, ...t })))

  const run = async (room: string, name: string) => {
    let ok = false
    try {
      ok = (await invoke(room, name)).ok
    } catch (e) {
      log.error({ event: 'timer.failed', room, outcome: e instanceof Error ? e.name : 'unknown' })
    }
    last.set(room, { at: Date.now(), ok })
  }
  const runOnce = (room: string, name: string): Promise<void> => {
    const current = running.get(room)
    if (current) return current
    const started = run(room, name).finally(() => running.delete(room))
    running.set(room, started)
    return started
  }

  const jobs = triggers.map(
    ({ room, name, config }) => new Cron(config, { timezone: 'Asia/Shanghai' }, () => runOnce(room, name)),
  )
  const startedAt = Date.now()
  return {
    runAll: async () => {
      await Promise.all(triggers.map(({ room, name }) => runOnce(room, name)))
    },
    healthy: () =>
      triggers.length > 0 &&
      triggers.every(({ room }) => {
        const result = last.get(room)
        return (result?.ok ?? true) && Date.now() - (result?.at ?? startedAt) < overdue
      }),
    stop: () => jobs.forEach((job) => job.stop()),
  }
}
