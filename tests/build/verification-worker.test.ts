import path from 'node:path'
import { signContract } from '#platform/pdf/verify/testing/signed-contract'
import { runVerification } from '#platform/pdf/verify/run-verification'

/** Functions in which files are verified: on request, and by the outbox wherever it is drained. */
const rooms = ['contract', 'document', 'identity', 'timers']

test.each(rooms)('the bundle of %s answers as its own worker', async (room) => {
  const { completed, roots } = await signContract()
  const bundle = path.resolve('dist', 'functions', room, 'index.js')
  const report = await runVerification(bundle, Buffer.from(completed), { roots })
  expect(report.verdict).toBe('intact')
  expect(report.signatures).toHaveLength(3)
})
