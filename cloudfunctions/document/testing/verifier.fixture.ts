import { build } from 'esbuild'
import { join } from 'node:path'

/** The script of a verifying worker that runs the real code, bundled as for the cloud. */
export async function buildVerifier(): Promise<string> {
  const outfile = join(process.cwd(), 'node_modules', '.cache', 'qianli', `verification-${process.pid}.cjs`)
  await build({
    entryPoints: [join(__dirname, 'verification-worker.fixture.ts')],
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
