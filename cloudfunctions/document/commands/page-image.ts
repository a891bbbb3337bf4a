import { day } from '#platform/kernel/calendar'
import type { StoredFile } from '#platform/kernel/file-store'
import type { Deps } from '#platform/kernel/ports'
import { isConflict, isDuplicate } from '#platform/kernel/store'
import { pageImageCollection, pageImageId, type PageImage } from '../model/page-image'
import { refusalOf, renderer } from './rendering'

/** A page nobody asks for within this time is drawn again when it is needed. */
const lifetime = 30 * day

export interface PageWanted {
  file: StoredFile
  /** From 0. */
  page: number
  /** Pixels. */
  width: number
  now: number
}

/** Pages being drawn now: several readers of one page wait for one drawing. */
const drawing = new Map<string, Promise<Omit<PageImage, 'version'>>>()

/**
 * The image of a page, from the private cache or drawn now. A revision never changes, so its images do not either.
 * @throws Refusal FILE_UNREADABLE, BUSY
 */
export async function pageImage(deps: Deps, wanted: PageWanted): Promise<Omit<PageImage, 'version'>> {
  const id = pageImageId(wanted.file.sha256, wanted.page, wanted.width)
  const cached = await deps.store.get(pageImageCollection, id)
  if (cached) return cached
  const running = drawing.get(id)
  if (running) return running
  const started = drawAndKeep(deps, id, wanted).finally(() => drawing.delete(id))
  drawing.set(id, started)
  return started
}

async function drawAndKeep(deps: Deps, id: string, { file, page, width, now }: PageWanted) {
  const drawn = await renderer()
    .draw({ sha256: file.sha256, page, width }, () => deps.files.read(file))
    .catch((e: unknown) => {
      throw refusalOf(e)
    })
  const stored = await deps.files.put(Buffer.from(drawn.image), 'page-image')
  const image = {
    id,
    ...stored,
    width: drawn.width,
    height: drawn.height,
    text: drawn.text,
    expiresAt: now + lifetime,
  }
  try {
    await deps.store.tx((t) => t.insert(pageImageCollection, image))
  } catch (e) {
    // Another process has drawn the same page; both images are right.
    if (!isDuplicate(e) && !isConflict(e)) throw e
  }
  return image
}
