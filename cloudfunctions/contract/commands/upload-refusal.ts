import type { Settings } from '#platform/kernel/ports'
import { Refusal } from '#platform/kernel/refusal'
import { UploadError } from '#platform/pdf/inspect'

/** Runs the engine on an upload and turns what it says about the file into the refusal people read. */
export async function checkingUpload<R>(settings: Settings, work: () => R | Promise<R>): Promise<R> {
  try {
    return await work()
  } catch (e) {
    if (e instanceof UploadError) throw new Refusal(e.refusal, { params: { max: megabytes(settings) } })
    throw e
  }
}

export const megabytes = (settings: Settings) => Math.floor(settings.limits.uploadBytes / 1_048_576)
