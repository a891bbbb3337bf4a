import { defineFunction } from '#platform/kernel/define-function'
import { wiring } from '../wiring'
import { actions } from './actions'

export const main = defineFunction('contract', actions, wiring)
