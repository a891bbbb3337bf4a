import { createRequire } from 'node:module'
import { CloudBaseStore } from '#platform/adapters/store-cloudbase/cloudbase-store'
import type { CloudSdk } from '#platform/adapters/store-cloudbase/cloud-sdk'
import { openPglite, openPostgres } from '#platform/adapters/store-sql/open'
import type { Store } from '#platform/kernel/store'
import { boxes } from './papers'

// Works on a store until it is killed. It says on stdout what has been acknowledged.

const [kind = '', where = '', mode = ''] = process.argv.slice(2)

function open(): Promise<Store> {
  if (kind === 'pglite') return openPglite(where)
  if (kind === 'postgres') return openPostgres(where)
  const sdk = createRequire(__filename)('wx-server-sdk') as CloudSdk
  sdk.init({ env: sdk.DYNAMIC_CURRENT_ENV })
  return Promise.resolve(new CloudBaseStore(sdk))
}

const say = (line: string) => process.stdout.write(`${line}\n`)

async function main(): Promise<void> {
  const store = await open()
  await store.ensure([boxes])
  say('open')
  if (mode === 'between') {
    await store.reserve('crash', 'between', 1, 10, 1000)
    say('reserved')
    await new Promise(() => setInterval(() => undefined, 1000))
  }
  for (let i = 0; ; i += 1) {
    await store.reserve('loop', `k${i}`, 1, 1_000_000, 1000)
    await store.tx((t) => t.insert(boxes, { id: `k${i}`, value: i }))
    say(`k${i}`)
  }
}

void main()
