import { build } from 'esbuild'
import { join } from 'node:path'
import { ConversionThread, defaultLimits, type ThreadLimits } from '../convert/conversion-thread'

/** A converting thread that runs the real code, bundled as for the cloud. */
export async function openConverter(limits?: Partial<ThreadLimits>): Promise<ConversionThread> {
  const outfile = join(process.cwd(), 'node_modules', '.cache', 'qianli', `conversion-${process.pid}.cjs`)
  await build({
    entryPoints: [join(__dirname, 'conversion-thread.fixture.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18',
    mainFields: ['main', 'module'],
    logLevel: 'silent',
  })
  return new ConversionThread(outfile, { ...defaultLimits, ...limits })
}
