import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** Where the bundled command line lies. */
export const CLI_BUNDLE = fileURLToPath(new URL('../../../dist/cli/qianli.cjs', import.meta.url))

/** Bundles the command line into one CommonJS file. Native modules stay outside: the commands that use them load them. */
export async function buildCli() {
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['cloudfunctions/platform/cli/index.ts'],
    outfile: CLI_BUNDLE,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['@napi-rs/canvas', 'pdfjs-dist', 'pg-native', '@electric-sql/pglite', 'wx-server-sdk'],
    logLevel: 'error',
    legalComments: 'none',
  })
}
