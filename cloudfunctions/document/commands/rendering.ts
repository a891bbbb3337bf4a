import { isFileFault } from '#platform/kernel/file-store'
import { Refusal } from '#platform/kernel/refusal'
import { PageRenderer, PageUnreadable, RendererBusy } from '../render/page-renderer'

let chosen: PageRenderer | undefined

/** Chooses the script of the drawing thread; without it, it is the bundle this code was built into. */
export function useRenderer(renderer: PageRenderer): void {
  chosen = renderer
}

/** The one drawing thread of this process. */
export function renderer(): PageRenderer {
  return (chosen ??= new PageRenderer(__filename))
}

/** What the thread says about a file, as people read it. */
export function refusalOf(e: unknown): unknown {
  if (e instanceof RendererBusy) return new Refusal('BUSY')
  if (e instanceof PageUnreadable || isFileFault(e)) return new Refusal('FILE_UNREADABLE')
  return e
}
