import type { ObjectSink } from './object-sink'
import { name, PdfDict, type PdfRef, PdfString, type PdfValue } from './objects'
import { textString } from './text-string'

/** Pages are counted from 0; y is from the top of the page, points. */
export interface PageTarget {
  page: number
  y?: number
}

export interface OutlineItem extends PageTarget {
  title: string
  children?: readonly OutlineItem[]
}

/** A rectangle of a page (origin top left, points) that leads to an address or to a place of the document. */
export interface DocumentLink {
  page: number
  x: number
  y: number
  width: number
  height: number
  to: { url: string } | PageTarget
}

/** A page of a document that is being written. */
export interface DrawnPage {
  ref: PdfRef
  dict: PdfDict
  height: number
  annotations: PdfRef[]
}

/** Null for a link that leads nowhere, or to anything but the web, mail or a telephone. */
export function linkAnnotation(link: DocumentLink, pages: readonly DrawnPage[]): PdfDict | null {
  const page = pages[link.page]
  if (!page) return null
  const dict = PdfDict.of({
    Type: name('Annot'),
    Subtype: name('Link'),
    Rect: [link.x, page.height - link.y - link.height, link.x + link.width, page.height - link.y],
    Border: [0, 0, 0],
    F: 4, // print
  })
  if ('url' in link.to) {
    const uri = safeUri(link.to.url)
    if (uri === null) return null
    return dict.set('A', PdfDict.of({ S: name('URI'), URI: new PdfString(Buffer.from(uri, 'latin1')) }))
  }
  const target = destination(link.to, pages)
  return target && dict.set('Dest', target)
}

const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:'])

/** In 7-bit form, as §12.6.4.8 wants it. */
function safeUri(url: string): string | null {
  if (!URL.canParse(url)) return null
  const { protocol, href } = new URL(url)
  return SCHEMES.has(protocol) ? href : null
}

function destination({ page, y = 0 }: PageTarget, pages: readonly DrawnPage[]): PdfValue[] | null {
  const target = pages[page]
  return target ? [target.ref, name('XYZ'), null, target.height - y, null] : null
}

/** Bookmarks (§12.3.3), the first level shown, deeper ones closed. */
export function writeOutline(
  sink: ObjectSink,
  items: readonly OutlineItem[],
  pages: readonly DrawnPage[],
): PdfRef {
  const root = sink.reserve()
  const [first, last] = writeLevel(sink, items, root, pages)
  sink.set(root, PdfDict.of({ Type: name('Outlines'), First: first, Last: last, Count: items.length }))
  return root
}

function writeLevel(
  sink: ObjectSink,
  items: readonly OutlineItem[],
  parent: PdfRef,
  pages: readonly DrawnPage[],
): [PdfRef | undefined, PdfRef | undefined] {
  const refs = items.map(() => sink.reserve())
  items.forEach((item, i) => {
    const ref = refs[i] as PdfRef
    const children = item.children ?? []
    const [first, last] = writeLevel(sink, children, ref, pages)
    sink.set(
      ref,
      PdfDict.of({
        Title: textString(item.title),
        Parent: parent,
        Prev: refs[i - 1],
        Next: refs[i + 1],
        First: first,
        Last: last,
        Count: children.length > 0 ? -children.length : undefined,
        Dest: destination(item, pages) ?? undefined,
      }),
    )
  })
  return [refs[0], refs[refs.length - 1]]
}
