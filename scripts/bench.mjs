// Ratios in one run, never absolute promises: sealing against its floor and peers, the contract list at two sizes.
// Bundles each file of bench/ with esbuild and runs it; `npm run bench -- pdf` runs one of them.
import { build } from 'esbuild'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const only = process.argv[2]
const names = readdirSync('bench')
  .filter((f) => /^[a-z-]+\.bench\.ts$/.test(f))
  .map((f) => f.replace('.bench.ts', ''))
  .filter((name) => !only || name === only)
if (names.length === 0) {
  console.error(`no such bench: ${only}`)
  process.exit(64)
}
mkdirSync('dist/bench', { recursive: true })
let failed = false
for (const name of names) {
  const outfile = join('dist', 'bench', `${name}.mjs`)
  await build({
    entryPoints: [join('bench', `${name}.bench.ts`)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    outfile,
    logLevel: 'warning',
  })
  console.log(`\n== ${name}`)
  const { status } = spawnSync(process.execPath, ['--expose-gc', outfile], { stdio: 'inherit' })
  failed ||= status !== 0
}
process.exit(failed ? 1 : 0)
