import { z } from 'zod'
import { day } from '#platform/kernel/calendar'
import type { StoredFile } from '#platform/kernel/file-store'
import type { Deps } from '#platform/kernel/ports'
import { isConflict, isDuplicate } from '#platform/kernel/store'
import { pageTextCollection, pageTextId, type StoredPageText } from '../model/page-text'
import type { PageText } from '../render/messages'
import { refusalOf, renderer } from './rendering'

const lifetime = 30 * day
/** An answer stays below 100 KB, and what is stored of it, bytes of JSON. */
const maxBytes = 95_000

const row = z.tuple([z.string(), z.number(), z.number(), z.number(), z.number(), z.number()])

interface Asked {
  file: StoredFile
  /** From 0. */
  page: number
  now: number
}

/**
 * Text of a page with places, from the private cache or read now.
 * @throws Refusal FILE_UNREADABLE, BUSY
 */
export async function pageText(deps: Deps, asked: Asked): Promise<PageText> {
  return (await keptPageText(deps, asked)) ?? (await readPageText(deps, asked))
}

/** From the private cache; null when nobody has asked for this page yet. */
export async function keptPageText(
  deps: Deps,
  { file, page }: Pick<Asked, 'file' | 'page'>,
): Promise<PageText | null> {
  const cached = await deps.store.get(pageTextCollection, pageTextId(file.sha256, page))
  return cached ? unpacked(cached) : null
}

/** Reads it from the file and keeps it. @throws Refusal FILE_UNREADABLE, BUSY */
export async function readPageText(deps: Deps, { file, page, now }: Asked): Promise<PageText> {
  const id = pageTextId(file.sha256, page)
  const read = await renderer()
    .text({ sha256: file.sha256, page }, () => deps.files.read(file))
    .catch((e: unknown) => {
      throw refusalOf(e)
    })
  const stored = { id, ...packed(read), expiresAt: now + lifetime }
  try {
    await deps.store.tx((t) => t.insert(pageTextCollection, stored))
  } catch (e) {
    // Another process has read the same page; both are right.
    if (!isDuplicate(e) && !isConflict(e)) throw e
  }
  return unpacked(stored)
}

function packed({
  spans,
  ...page
}: PageText): Pick<StoredPageText, 'width' | 'height' | 'spans' | 'truncated'> {
  const rows: string[] = []
  let bytes = 0
  for (const span of spans) {
    bytes += Buffer.byteLength(JSON.stringify(span)) + 1
    if (bytes > maxBytes) break
    const { text, x, y, width, height, turned } = span
    rows.push(JSON.stringify([text, x, y, width, height, turned]))
  }
  return { ...page, spans: `[${rows.join(',')}]`, truncated: page.truncated || rows.length < spans.length }
}

function unpacked({
  width,
  height,
  spans,
  truncated,
}: Omit<StoredPageText, 'id' | 'version' | 'expiresAt'>): PageText {
  const rows = z.array(row).parse(JSON.parse(spans))
  return {
    width,
    height,
    truncated,
    spans: rows.map(([text, x, y, w, h, turned]) => ({ text, x, y, width: w, height: h, turned })),
  }
}
