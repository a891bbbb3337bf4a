const offset = 8 * 60 * 60 * 1000

/** Wall time in Asia/Shanghai, which has no summer time: `2026-11-24T18:00`. */
export function toLocal(at: number): string {
  return new Date(at + offset).toISOString().slice(0, 16)
}

/** Epoch milliseconds of a wall time in Asia/Shanghai; undefined when it is none. */
export function fromLocal(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return undefined
  const at = Date.parse(`${text}:00Z`) - offset

  return Number.isNaN(at) ? undefined : at
}
