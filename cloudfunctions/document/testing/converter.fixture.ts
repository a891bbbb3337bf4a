import { ConversionThread, defaultLimits, type ThreadLimits } from '../convert/conversion-thread'
import { bundled } from './bundled.fixture'

/** A converting thread that runs the real code. */
export async function openConverter(limits?: Partial<ThreadLimits>): Promise<ConversionThread> {
  return new ConversionThread(await bundled('conversion-thread'), { ...defaultLimits, ...limits })
}
