import { defineFunction } from '#platform/kernel/define-function'
import { wiring } from '../wiring'
import { actions } from './actions'
import { serveRendering } from './render/serve-rendering'

// The same bundle is started as the drawing thread.
serveRendering()

export const main = defineFunction('document', actions, wiring)
