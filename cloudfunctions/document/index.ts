import { defineFunction } from '#platform/kernel/define-function'
import { wiring } from '../wiring'
import { actions } from './actions'
import { serveConversion } from './convert/serve-conversion'
import { serveRendering } from './render/serve-rendering'

// The same bundle is started as the drawing thread and as the converting thread.
serveRendering()
serveConversion()

export const main = defineFunction('document', actions, wiring)
