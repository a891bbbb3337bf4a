export interface PageSize {
  /** Points, as displayed (rotated, cropped). */
  width: number
  height: number
}
export interface PageRun extends PageSize {
  count: number
}

/** A hundredth of a point is finer than any editor places. */
const rounded = (points: number) => Math.round(points * 100) / 100

/** Equal neighbours become one run: a contract of 1,000 equal pages is one entry. */
export function toRuns(pages: readonly PageSize[]): PageRun[] {
  const runs: PageRun[] = []
  for (const page of pages) {
    const [width, height] = [rounded(page.width), rounded(page.height)]
    const last = runs.at(-1)
    if (last && last.width === width && last.height === height) last.count += 1
    else runs.push({ count: 1, width, height })
  }
  return runs
}

export const fromRuns = (runs: readonly PageRun[]): PageSize[] =>
  runs.flatMap(({ count, width, height }) => Array.from({ length: count }, () => ({ width, height })))

export const pageCount = (runs: readonly PageRun[]) => runs.reduce((sum, run) => sum + run.count, 0)
