import { build } from 'esbuild'
import { join } from 'node:path'

/** The real code of a worker, bundled as for the cloud. `entry`: name of its fixture; answers the bundle's path. */
export async function bundled(entry: string): Promise<string> {
  const outfile = join(process.cwd(), 'node_modules', '.cache', 'qianli', `${entry}-${process.pid}.cjs`)
  await build({
    entryPoints: [join(__dirname, `${entry}.fixture.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18',
    mainFields: ['main', 'module'],
    logLevel: 'silent',
  })
  return outfile
}
