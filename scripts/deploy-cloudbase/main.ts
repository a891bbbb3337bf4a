import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { cloudVariables } from '#platform/adapters/cloudbase/cloud-settings'
import { collections } from '../../cloudfunctions/collections'
import { applyPlan, type CloudManager } from './apply'
import { deployPlan, describePlan } from './plan'

const usage = `npm run deploy:cloudbase -- [--dry-run] [--json]

--dry-run  shows what CloudBase must have and changes nothing
--json     shows it as JSON

Without --dry-run: CLOUDBASE_ENV_ID, TENCENT_SECRET_ID and TENCENT_SECRET_KEY name the environment and the
account, dist/functions must be built, and @cloudbase/manager-node must be installed beside the project
(npm install --no-save @cloudbase/manager-node).`

async function main(args: string[]): Promise<number> {
  const unknown = args.filter((arg) => arg !== '--dry-run' && arg !== '--json')
  if (unknown.length > 0) {
    console.error(usage)
    return 64
  }
  const root = process.cwd()
  const plan = deployPlan({
    functionFolder: join(root, 'cloudfunctions'),
    collections,
    environment: cloudVariables,
  })
  console.log(args.includes('--json') ? JSON.stringify(plan, null, 2) : describePlan(plan))
  if (args.includes('--dry-run')) return 0

  const bundles = join(root, 'dist', 'functions')
  const unbuilt = plan.functions.filter((f) => !existsSync(join(bundles, f.name, 'index.js')))
  const { CLOUDBASE_ENV_ID: envId, TENCENT_SECRET_ID: secretId, TENCENT_SECRET_KEY: secretKey } = process.env
  const missing = [
    ...(envId && secretId && secretKey
      ? []
      : ['CLOUDBASE_ENV_ID, TENCENT_SECRET_ID, TENCENT_SECRET_KEY are not all set']),
    ...(unbuilt.length > 0
      ? [`not built: ${unbuilt.map((f) => f.name).join(', ')} (npm run build:functions)`]
      : []),
  ]
  const Manager = loadManager(root)
  if (!Manager)
    missing.push('@cloudbase/manager-node is not installed (npm install --no-save @cloudbase/manager-node)')
  if (missing.length > 0 || !Manager || !envId) {
    console.error(`\nNothing was deployed:\n${missing.map((m) => `  ${m}`).join('\n')}`)
    return 1
  }
  const manager = new Manager({ secretId, secretKey, envId })
  await applyPlan(plan, manager, { envId, bundles, log: (line) => console.log(line) })
  return 0
}

type ManagerClass = new (options: { secretId?: string; secretKey?: string; envId: string }) => CloudManager

/** Optional, because it brings some two hundred packages that only a deployment needs. */
function loadManager(root: string): ManagerClass | null {
  try {
    const loaded = createRequire(join(root, 'package.json'))('@cloudbase/manager-node') as
      ManagerClass | { default: ManagerClass }
    return typeof loaded === 'function' ? loaded : loaded.default
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return null
    throw e
  }
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (e: unknown) => {
    console.error(e)
    process.exit(1)
  },
)
