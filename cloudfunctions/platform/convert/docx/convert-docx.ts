import { layout, type OutlineEntry } from '../../flow/layout'
import { TooManyPages } from '../../flow/page-flow'
import { writeDocument } from '../../pdf/document-writer'
import type { OutlineItem } from '../../pdf/document-links'
import { MissingGlyphs, type FontSet } from '../../pdf/fonts/font-set'
import {
  CONVERSION_LIMITS,
  ConversionRefused,
  WarningList,
  type ConversionLimits,
  type ConversionResult,
} from '../conversion'
import { OfficePackage } from '../package/office-package'
import { readDocument } from './document-reader'

/** Compound file: an encrypted package, or Word 97-2003 (MS-CFB §2.2). */
const COMPOUND_FILE = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const ENCRYPTED_STREAM = Buffer.from('EncryptedPackage', 'utf16le')

/**
 * A Word document (ISO 29500-1, transitional or strict) as PDF. Errors: ConversionRefused where the content would
 * change or cannot be read; what merely looks different is a warning.
 */
export function convertDocx(
  bytes: Uint8Array,
  fonts: FontSet,
  limits: ConversionLimits = CONVERSION_LIMITS,
): ConversionResult {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.subarray(0, 8).equals(COMPOUND_FILE))
    throw file.includes(ENCRYPTED_STREAM)
      ? new ConversionRefused('FILE_LOCKED')
      : new ConversionRefused('FILE_UNSUPPORTED', 'doc')
  const warnings = new WarningList()
  const document = readDocument(OfficePackage.open(file, limits), warnings)
  try {
    const { pages, outline, warnings: laidOut } = layout(document, fonts, { maxPages: limits.pages })
    for (const code of laidOut) warnings.add(code)
    const pdf = writeDocument(pages, {
      fonts,
      info: document.title ? { title: document.title } : {},
      outline: nested(outline),
    })
    return { pdf, pages: pages.length, warnings: warnings.list() }
  } catch (error) {
    if (error instanceof MissingGlyphs)
      throw new ConversionRefused('FILE_CHARACTERS', error.characters.slice(0, 10).map(named).join(' '))
    if (error instanceof TooManyPages) throw new ConversionRefused('FILE_TOO_MANY_PAGES')
    throw error
  }
}

/** Signs of a private font show as boxes in a message: they are named by their code. */
const named = (character: string): string =>
  /\p{Co}|\p{Cn}|\p{Cc}/u.test(character)
    ? `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}`
    : character

/** Headings in order as a tree: each below the last one of a higher level. */
function nested(entries: readonly OutlineEntry[]): OutlineItem[] {
  interface Node extends OutlineItem {
    children: Node[]
  }
  const roots: Node[] = []
  const path: { level: number; node: Node }[] = []
  for (const { title, level, page, y } of entries) {
    if (!title) continue
    const node: Node = { title, page, y, children: [] }
    while ((path.at(-1)?.level ?? 0) >= level) path.pop()
    const siblings = path.at(-1)?.node.children ?? roots
    siblings.push(node)
    path.push({ level, node })
  }
  return roots
}
