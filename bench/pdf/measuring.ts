/** Best of up to `runs` warm runs in ms; no new run after the budget (ms). */
export async function best(runs: number, work: () => unknown, budget = 15_000): Promise<number> {
  const started = performance.now()
  let fastest = Infinity
  for (let i = 0; i < runs && (i === 0 || performance.now() - started < budget); i++) {
    const from = performance.now()
    await work()
    fastest = Math.min(fastest, performance.now() - from)
  }
  return fastest
}

/**
 * The same for work that ends at once: no promise is timed along. At least a few hundred runs whatever they take, so
 * that a busy machine does not end the measurement before the code is warm.
 */
export function bestNow(runs: number, work: () => unknown, budget = 15_000): number {
  const started = performance.now()
  let fastest = Infinity
  for (let i = 0; i < runs && (i < WARM_RUNS || performance.now() - started < budget); i++) {
    const from = performance.now()
    work()
    fastest = Math.min(fastest, performance.now() - from)
  }
  return fastest
}

const WARM_RUNS = 300

/** Value below which a share (0 to 1) of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}
