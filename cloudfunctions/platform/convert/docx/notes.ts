import type { FlowBlock } from '../../flow/model'
import type { OfficePackage, Relationship } from '../package/office-package'
import type { XmlElement } from '../package/xml'
import { childrenOf } from '../package/xml'
import { formatNumber } from './number-format'
import type { DocumentSettings } from './settings'

interface NotePart {
  elements: Map<string, XmlElement>
  relationships: Map<string, Relationship>
  count: number
}

/** Footnotes and endnotes by id, numbered in the order in which the text names them. */
export class Notes {
  private readonly parts = new Map<'footnote' | 'endnote', NotePart>()
  /** endnotes met so far: they stand behind the last section */
  readonly atEnd: FlowBlock[] = []

  constructor(
    file: OfficePackage,
    mainPart: string,
    private readonly settings: DocumentSettings,
  ) {
    for (const kind of ['footnote', 'endnote'] as const) {
      const name = [...file.relationships(mainPart).values()].find(({ type }) => type === `${kind}s`)?.target
      const tree = name === undefined ? undefined : file.tree(name)
      if (name === undefined || !tree) continue
      const elements = new Map(childrenOf(tree, kind).map((note) => [note.attributes['id'] ?? '', note]))
      this.parts.set(kind, { elements, relationships: file.relationships(name), count: 0 })
    }
  }

  /** The next note's mark and text; undefined when the document has no such note. */
  next(
    kind: 'footnote' | 'endnote',
    id: string,
    customMark: boolean,
  ): { mark: string; elements: XmlElement[]; relationships: Map<string, Relationship> } | undefined {
    const part = this.parts.get(kind)
    const note = part?.elements.get(id)
    if (!part || !note) return undefined
    const format = kind === 'footnote' ? this.settings.footnoteFormat : this.settings.endnoteFormat
    const mark = customMark ? '' : formatNumber(++part.count, format)
    return { mark, elements: note.children, relationships: part.relationships }
  }
}
