import type { Settings } from '#platform/kernel/ports'
import { Refusal } from '#platform/kernel/refusal'
import { toUploadError } from '#platform/pdf/inspect'

/** Runs the engine on an upload and turns what it says about the file into the refusal people read. */
export async function checkingUpload<R>(settings: Settings, work: () => R | Promise<R>): Promise<R> {
  try {
    return await work()
  } catch (e) {
    throw new Refusal(toUploadError(e).refusal, { params: { max: megabytes(settings.limits.uploadBytes) } })
  }
}

/** Whole megabytes, for texts. */
export const megabytes = (bytes: number) => Math.floor(bytes / 1_048_576)
