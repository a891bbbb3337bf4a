import type { FlowBlock, PageNumberFormat } from '../../flow/model'
import type { WarningList } from '../conversion'
import type { OfficePackage, Relationship } from '../package/office-package'
import type { XmlElement } from '../package/xml'
import type { FieldStack } from './fields'
import type { Notes } from './notes'
import type { Numbering } from './numbering'
import type { DocumentSettings } from './settings'
import type { StyleSheet } from './styles'
import type { TablePart } from './table-style'
import type { ThemeColours } from './theme-colours'

/** What all parts of a document share while it is read. */
export interface SharedParts {
  file: OfficePackage
  styles: StyleSheet
  colours: ThemeColours
  numbering: Numbering
  settings: DocumentSettings
  notes: Notes
  warnings: WarningList
}

/** A part with text of its own: body, header, footnote; and where in it the reader is. */
export interface Story {
  shared: SharedParts
  kind: 'body' | 'furniture' | 'note'
  /** lists of each part count for themselves */
  part: string
  relationships: ReadonlyMap<string, Relationship>
  fields: FieldStack
  /** of the section: its line grid and the width of its text */
  linePitch: number | undefined
  textWidth: number
  pageFormat: PageNumberFormat | undefined
  /** inside of a note: its mark */
  noteMark?: string
  /** inside of a table: what its style says about this cell */
  cellPart?: TablePart
  /** reads what stands inside of a text box, cell or control */
  readBlocks(elements: readonly XmlElement[], story: Story): FlowBlock[]
}
