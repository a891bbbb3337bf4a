import type { XmlElement } from '../package/xml'
import { childOf, childrenOf } from '../package/xml'
import { numberIn, switchOf, twips, valueOf } from './word-xml'

export interface DocumentSettings {
  evenAndOddHeaders: boolean
  /** points */
  defaultTab: number
  /** 15: Word 2013 and later; tables then stand flush with the text */
  compatibility: number
  footnoteFormat: string
  endnoteFormat: string
}

/** Reads `word/settings.xml`. */
export function readSettings(settings: XmlElement | undefined): DocumentSettings {
  const mode = childrenOf(childOf(settings, 'compat'), 'compatSetting').find(
    ({ attributes }) => attributes['name'] === 'compatibilityMode',
  )
  return {
    evenAndOddHeaders: switchOf(settings, 'evenAndOddHeaders') === true,
    defaultTab: twips(valueOf(settings, 'defaultTabStop')) ?? 36,
    compatibility: numberIn(mode?.attributes['val']) ?? 12,
    footnoteFormat: valueOf(childOf(settings, 'footnotePr'), 'numFmt') ?? 'decimal',
    endnoteFormat: valueOf(childOf(settings, 'endnotePr'), 'numFmt') ?? 'lowerRoman',
  }
}
