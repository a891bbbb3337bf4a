import { defineFunction } from '#platform/kernel/define-function'
import { serveVerification } from '#platform/pdf/verify/run-verification'
import { wiring } from '../wiring'
import { actions } from './actions'

// Files are verified in a worker, and this bundle is its own worker (queries/verify-file.ts).
serveVerification()

export const main = defineFunction('contract', actions, wiring)
