import { serveRendering } from '../render/serve-rendering'

serveRendering()
