#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const bundle = fileURLToPath(new URL('../dist/cli/qianli.cjs', import.meta.url))

// A fresh clone after `npm ci` has no build output yet: bundle the command line once.
if (!existsSync(bundle)) {
  const { buildCli } = await import('../cloudfunctions/platform/cli/build-cli.mjs')
  await buildCli()
}
createRequire(import.meta.url)(bundle)
