import { uploadLimits } from '#types/upload'
import type { Deps } from '#platform/kernel/ports'
import { Refusal } from '#platform/kernel/refusal'
import { ConversionRefused } from '#platform/convert/conversion'
import { convertFiles, type Conversion, type SourceFile } from '#platform/convert/convert-files'
import { ConversionThread, ConverterBroken, ConverterBusy } from '../convert/conversion-thread'

let thread: ConversionThread | undefined

/** Chooses the script of the converting thread; without it, it is the bundle this code was built into. */
export function useConversionThread(chosen: ConversionThread): void {
  thread = chosen
}

/** One PDF from the files; null when the one file is a PDF already. @throws Refusal with the reason as people read it */
export async function convertUploads(
  { officeConverters, settings, log }: Pick<Deps, 'officeConverters' | 'settings' | 'log'>,
  files: readonly SourceFile[],
): Promise<Conversion | null> {
  const own = (thread ??= new ConversionThread(__filename))
  const document = Math.min(uploadLimits.document, settings.limits.uploadBytes)
  const limits = { document, image: uploadLimits.image }
  try {
    return await convertFiles(
      files,
      {
        embedded: (sources) => own.convert(sources),
        preferred: officeConverters?.preferred ?? null,
        fallback: officeConverters?.fallback ?? null,
      },
      limits,
    )
  } catch (e) {
    if (e instanceof ConverterBusy) throw new Refusal('BUSY')
    if (e instanceof ConverterBroken) {
      // A fault of the converter, not of the person: the log needs it, and another way of uploading works.
      log.error({ event: 'conversion.broken', outcome: e.cause, stack: e.frames })
      throw new Refusal('CONVERSION_UNAVAILABLE')
    }
    if (e instanceof ConversionRefused) throw refusal(e)
    throw e
  }
}

function refusal({ code, detail }: ConversionRefused): Refusal {
  const max = Math.floor(uploadLimits.image / 1_048_576)
  return new Refusal(code, { params: { detail: detail ?? '', max } })
}
