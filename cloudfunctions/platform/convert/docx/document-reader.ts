import type { FlowBlock, FlowDocument, FlowSection, PageFurniture } from '../../flow/model'
import { ConversionRefused, type WarningList } from '../conversion'
import type { OfficePackage, Relationship } from '../package/office-package'
import type { XmlElement } from '../package/xml'
import { childrenOf, descendantOf } from '../package/xml'
import { readBlocks } from './blocks-reader'
import { FieldStack } from './fields'
import { ThemeFonts } from './fonts'
import { Notes } from './notes'
import { Numbering } from './numbering'
import {
  bodySections,
  furnitureIds,
  type FurnitureKind,
  hasTitlePage,
  pageSetup,
  sectionSetup,
} from './sections'
import { readSettings } from './settings'
import type { SharedParts, Story } from './story'
import { StyleSheet } from './styles'
import { ThemeColours } from './theme-colours'

/** Reads a Word document as running text. Errors: ConversionRefused. */
export function readDocument(file: OfficePackage, warnings: WarningList): FlowDocument {
  const mainPart = file.mainPart()
  const relationships = file.relationships(mainPart)
  const document = file.tree(mainPart)
  const [body, ...more] = childrenOf(document, 'body')
  if (!body || more.length > 0) throw new ConversionRefused('FILE_UNREADABLE', 'body')
  const partOf = (type: string): XmlElement | undefined => {
    const relation = [...relationships.values()].find((known) => known.type === type && !known.external)
    return relation && file.tree(relation.target)
  }
  const theme = partOf('theme')
  const styles = new StyleSheet(partOf('styles'), new ThemeFonts(theme))
  const settings = readSettings(partOf('settings'))
  const shared: SharedParts = {
    file,
    styles,
    colours: new ThemeColours(theme),
    settings,
    numbering: new Numbering(partOf('numbering'), styles),
    notes: new Notes(file, mainPart, settings),
    warnings,
  }
  const title = titleOf(file)
  return { ...(title ? { title } : {}), sections: readSections(body, shared, relationships) }
}

function readSections(
  body: XmlElement,
  shared: SharedParts,
  relationships: Map<string, Relationship>,
): FlowSection[] {
  const fields = new FieldStack(shared.warnings)
  const furniture = new FurnitureReader(shared, relationships)
  const sections = bodySections(body).map(({ elements, properties }): FlowSection => {
    const page = pageSetup(properties)
    const setup = sectionSetup(properties, shared.warnings)
    const columns = setup.columns
    const textWidth = page.width - page.margins.left - page.margins.right
    const story: Story = {
      shared,
      kind: 'body',
      part: 'body',
      relationships,
      fields,
      linePitch: setup.linePitch,
      textWidth: columns ? (textWidth - columns.gap * (columns.count - 1)) / columns.count : textWidth,
      pageFormat: setup.numbering?.format,
      readBlocks,
    }
    return {
      page,
      ...setup,
      headers: furniture.read(properties, 'headerReference', { ...story, textWidth }),
      footers: furniture.read(properties, 'footerReference', { ...story, textWidth }),
      blocks: withoutEndMark(readBlocks(elements, story)),
    }
  })
  const last = sections.at(-1)
  if (last && shared.notes.atEnd.length > 0) last.blocks.push(noteRule(last.blocks), ...shared.notes.atEnd)
  return sections
}

/** The empty paragraph that only carries a section's end must not make a page of its own. */
function withoutEndMark(blocks: FlowBlock[]): FlowBlock[] {
  const last = blocks.at(-1)
  const empty = last?.kind === 'paragraph' && last.inlines.length === 0 && !last.marker
  return empty && blocks.length > 1 ? blocks.slice(0, -1) : blocks
}

function noteRule(blocks: readonly FlowBlock[]): FlowBlock {
  const style = blocks.find((block) => block.kind === 'paragraph')?.style ?? {
    face: 'song' as const,
    size: 10.5,
  }
  return {
    kind: 'paragraph',
    inlines: [],
    style: { ...style, size: 6 },
    snapToGrid: false,
    borders: { bottom: { style: 'single', width: 0.5, color: '#000000' } },
    indent: { right: 280 },
    keepWithNext: true,
  }
}

/** Headers and footers; a section without its own has those of the section before. */
class FurnitureReader {
  private readonly inherited = new Map<string, string>()

  constructor(
    private readonly shared: SharedParts,
    private readonly relationships: Map<string, Relationship>,
  ) {}

  read(
    properties: XmlElement | undefined,
    name: 'headerReference' | 'footerReference',
    story: Story,
  ): PageFurniture {
    const own = furnitureIds(properties, name)
    const furniture: PageFurniture = {}
    const kinds: FurnitureKind[] = ['default']
    if (hasTitlePage(properties)) kinds.push('first')
    if (this.shared.settings.evenAndOddHeaders) kinds.push('even')
    for (const kind of ['default', 'first', 'even'] as const) {
      const key = `${name} ${kind}`
      const id = own[kind] ?? this.inherited.get(key)
      if (id !== undefined) this.inherited.set(key, id)
      // Asked for and not there: that page has none.
      if (kinds.includes(kind)) furniture[kind] = id === undefined ? [] : this.blocks(id, story)
    }
    return furniture
  }

  private blocks(id: string, story: Story): FlowBlock[] {
    const target = this.relationships.get(id)?.target
    const tree = target === undefined ? undefined : this.shared.file.tree(target)
    if (target === undefined || !tree) return []
    const blocks = readBlocks(tree.children, {
      ...story,
      kind: 'furniture',
      part: target,
      fields: new FieldStack(this.shared.warnings),
      relationships: this.shared.file.relationships(target),
    })
    return blocks.some((block) => block.kind === 'table' || block.inlines.length > 0 || block.borders)
      ? blocks
      : []
  }
}

function titleOf(file: OfficePackage): string | undefined {
  const core = [...file.relationships('').values()].find(({ type }) => type === 'core-properties')?.target
  if (core === undefined || !file.has(core)) return undefined
  return descendantOf(file.tree(core), 'title')?.text.trim() || undefined
}
