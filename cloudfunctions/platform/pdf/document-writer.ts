import { deflateSync } from 'node:zlib'
import type { Drawing } from './appearance/drawing'
import { DrawingWriter } from './appearance/drawing-writer'
import { type Attachment, attachFiles } from './document-attachments'
import { type DocumentInfo, infoDict, metadataStream } from './document-info'
import {
  type DocumentLink,
  type DrawnPage,
  linkAnnotation,
  type OutlineItem,
  writeOutline,
} from './document-links'
import type { FontSet } from './fonts/font-set'
import { ObjectFile } from './object-file'
import { name, PdfDict, type PdfRef } from './objects'
import { textString } from './text-string'

export interface DocumentOptions {
  /** needed only for text: `FontSet.open()` when absent */
  fonts?: FontSet
  info?: DocumentInfo
  /** BCP 47, `zh-CN` when absent */
  language?: string
  /** bookmarks; read after the last page, so a layout may fill the list while it gives pages */
  outline?: readonly OutlineItem[]
  /** read after the last page too */
  links?: readonly DocumentLink[]
  attachments?: readonly Attachment[]
}

/**
 * A new PDF with one page a drawing, as large as the drawing. Pages are written as they come; what stays in memory is
 * the output and a few bytes a page. Equal input gives equal bytes. Errors: MissingGlyphs, FontsMissing.
 */
export function writeDocument(pages: Iterable<Drawing>, options: DocumentOptions = {}): Buffer {
  const file = new ObjectFile()
  const drawn = writePages(file, pages, options.fonts)
  for (const link of options.links ?? []) {
    const annotation = linkAnnotation(link, drawn)
    const page = drawn[link.page]
    if (annotation && page) page.annotations.push(file.add(annotation))
  }
  const { info = {}, language = 'zh-CN', attachments = [], outline = [] } = options
  const metadata = metadataStream(info, language)
  const catalog = PdfDict.of({
    Type: name('Catalog'),
    Pages: writePageTree(file, drawn),
    Lang: textString(language),
    ViewerPreferences: info.title ? PdfDict.of({ DisplayDocTitle: true }) : undefined,
    Metadata: file.add(metadata.dict, metadata.stream),
  })
  if (outline.length > 0)
    catalog.set('Outlines', writeOutline(file, outline, drawn)).set('PageMode', name('UseOutlines'))
  attachFiles(file, catalog, attachments, info.creationDate)
  return file.build(file.add(catalog), file.add(infoDict(info)))
}

function writePages(file: ObjectFile, pages: Iterable<Drawing>, fonts: FontSet | undefined): DrawnPage[] {
  const writer = DrawingWriter.on(file, fonts)
  const drawn: DrawnPage[] = []
  for (const page of pages) {
    const { operators, resources } = writer.content(page)
    const content = deflateSync(Buffer.from(operators, 'latin1'))
    const dict = PdfDict.of({
      Type: name('Page'),
      MediaBox: [0, 0, page.width, page.height],
      Resources: resources,
      Contents: file.add(PdfDict.of({ Filter: name('FlateDecode') }), content),
    })
    drawn.push({ ref: file.reserve(), dict, height: page.height, annotations: [] })
  }
  return drawn
}

/** Children a node may have: a reader finds any page of thousands in a few steps. */
const FAN_OUT = 32

function writePageTree(file: ObjectFile, pages: readonly DrawnPage[]): PdfRef {
  interface Node {
    ref: PdfRef
    dict: PdfDict
    count: number
  }
  let level: Node[] = pages.map(({ ref, dict, annotations }) => {
    if (annotations.length > 0) dict.set('Annots', annotations)
    return { ref, dict, count: 1 }
  })
  do {
    const parents: Node[] = []
    for (let i = 0; i === 0 || i < level.length; i += FAN_OUT) {
      const kids = level.slice(i, i + FAN_OUT)
      const count = kids.reduce((sum, kid) => sum + kid.count, 0)
      const ref = file.reserve()
      for (const kid of kids) file.set(kid.ref, kid.dict.set('Parent', ref))
      const dict = PdfDict.of({ Type: name('Pages'), Kids: kids.map((kid) => kid.ref), Count: count })
      parents.push({ ref, dict, count })
    }
    level = parents
  } while (level.length > 1)
  const root = level[0] as Node
  file.set(root.ref, root.dict)
  return root.ref
}
