// A hundred kills of the host at seeded moments of a signing; `npm run faults -- 500 42` for 500 kills with seed 42.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const [count = '100', seed = '20261122'] = process.argv.slice(2)
const { status } = spawnSync(
  join('node_modules', '.bin', 'jest'),
  [
    '--selectProjects',
    'system',
    '--testPathPatterns',
    'tests/faults',
    '--forceExit',
    '--testTimeout=7200000',
  ],
  { stdio: 'inherit', env: { ...process.env, QIANLI_FAULTS: count, QIANLI_FAULT_SEED: seed } },
)
process.exit(status ?? 1)
