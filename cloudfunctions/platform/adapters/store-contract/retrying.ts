import { isConflict } from '#platform/kernel/store'

const tries = 12

/** Runs again on Conflict, at most 12 times, after a random pause that grows to 400 ms. The last Conflict is thrown. */
export async function retrying<R>(attempt: () => Promise<R>): Promise<R> {
  for (let n = 1; ; n += 1) {
    try {
      return await attempt()
    } catch (e) {
      if (!isConflict(e) || n >= tries) throw e
      const ceiling = Math.min(400, 5 * 2 ** n)
      await new Promise((resolve) => setTimeout(resolve, Math.random() * ceiling))
    }
  }
}
