// Shows or makes what CloudBase must have: functions, collections, indexes, triggers, storage rules.
// `npm run deploy:cloudbase -- --dry-run`; the program itself is in scripts/deploy-cloudbase/.
import { build } from 'esbuild'
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const outfile = path.join(root, 'dist', 'deploy', 'deploy-cloudbase.cjs')
await build({
  absWorkingDir: root,
  entryPoints: ['scripts/deploy-cloudbase/main.ts'],
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  packages: 'external',
  outfile,
  logLevel: 'warning',
})
const { status } = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
process.exit(status ?? 1)
