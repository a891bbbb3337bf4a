import { build } from 'esbuild'
import { join } from 'node:path'
import { defaultLimits, PageRenderer, type RendererLimits } from '../render/page-renderer'

/** A renderer whose thread runs the real drawing code, bundled as for the cloud. */
export async function openRenderer(limits?: Partial<RendererLimits>): Promise<PageRenderer> {
  const outfile = join(process.cwd(), 'node_modules', '.cache', 'qianli', `render-thread-${process.pid}.cjs`)
  await build({
    entryPoints: [join(__dirname, 'render-thread.fixture.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18',
    external: ['@napi-rs/canvas', 'pdfjs-dist', 'pdfjs-dist/*'],
    define: { 'import.meta.url': 'importMetaUrl' },
    banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
    logLevel: 'silent',
  })
  return new PageRenderer(outfile, { ...defaultLimits, ...limits })
}
