// The whole gate: format, lint, types, structure, builds, every test. `--quick` stops before builds (npm run check).
// Prints what ran and ends with the line `N passed, N failed`. With QIANLI_ALL_TOOLS=1 a skipped test is a failure.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const quick = process.argv.includes('--quick')
const allTools = process.env.QIANLI_ALL_TOOLS === '1'
const scratch = mkdtempSync(join(tmpdir(), 'qianli-test-'))
let passed = 0
let failed = 0
let skipped = 0

const bin = (name) => join('node_modules', '.bin', name)

function gate(title, command, args, env = {}) {
  const started = Date.now()
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } })
  const ok = status === 0
  ok ? passed++ : failed++
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${title} (${Math.round((Date.now() - started) / 1000)} s)`)
  return ok
}

function jest(title, projects) {
  const started = Date.now()
  const report = join(scratch, `${title}.json`)
  // One worker each for two cores; memory limits keep long runs of the embedded database apart.
  const args = [
    '--selectProjects',
    ...projects,
    '--json',
    `--outputFile=${report}`,
    '--maxWorkers=2',
    '--workerIdleMemoryLimit=1GB',
    '--silent',
    // A test that failed half-way may leave a host open; the verdict is in the report by then.
    '--forceExit',
  ]
  spawnSync(bin('jest'), args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '--experimental-vm-modules --no-warnings' },
  })
  let result
  try {
    result = JSON.parse(readFileSync(report, 'utf8'))
  } catch {
    failed++
    console.log(`FAIL ${title}: no report was written`)
    return
  }
  passed += result.numPassedTests
  failed +=
    result.numFailedTests +
    result.testResults.filter((f) => f.status === 'failed' && f.assertionResults.length === 0).length
  for (const file of result.testResults)
    for (const t of file.assertionResults)
      if (t.status === 'pending') {
        console.log(`skipped: ${t.fullName}`)
        allTools ? failed++ : skipped++
      }
  if (result.numTotalTests === 0) failed++
  console.log(
    `${result.success ? 'ok  ' : 'FAIL'} ${title}: ${result.numPassedTests} of ${result.numTotalTests} tests (${Math.round((Date.now() - started) / 1000)} s)`,
  )
}

gate('format', bin('prettier'), ['--check', '--log-level=warn', '.'])
gate('lint', bin('eslint'), ['.'])
gate('types', bin('tsc'), ['--noEmit'])
gate('structure', bin('depcruise'), ['--config', '.dependency-cruiser.cjs', 'cloudfunctions', 'types', 'src'])
gate('fonts', 'node', ['scripts/build-fonts.mjs'])
if (quick) {
  jest('unit', ['unit'])
} else {
  const built = [
    gate('build functions and h5', 'node', ['scripts/start-builds.mjs']),
    gate('build weapp', bin('taro'), ['build', '--type', 'weapp']),
  ]
  jest('unit', ['unit'])
  if (built.every(Boolean)) {
    jest('system', ['system'])
    jest('weapp', ['weapp'])
    jest('e2e', ['e2e'])
  }
}
rmSync(scratch, { recursive: true, force: true })
console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`)
process.exitCode = failed === 0 ? 0 : 1
