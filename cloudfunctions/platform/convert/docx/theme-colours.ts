import type { XmlElement } from '../package/xml'
import { childOf, descendantOf } from '../package/xml'
import { colorIn } from './word-xml'

/** Other names of the theme's colours (ISO 29500-1 §20.1.10.54). */
const ALIASES: Record<string, string> = { tx1: 'dk1', bg1: 'lt1', tx2: 'dk2', bg2: 'lt2' }

/** Colours behind `accent1`, `dk1` and their like (ISO 29500-1 §20.1.6.2). */
export class ThemeColours {
  private readonly colours = new Map<string, string>([
    ['dk1', '#000000'],
    ['lt1', '#ffffff'],
  ])

  constructor(theme: XmlElement | undefined) {
    for (const { name, children } of descendantOf(theme, 'clrScheme')?.children ?? []) {
      const value = children[0]?.attributes
      const colour = colorIn(value?.['lastClr'] ?? value?.['val'])
      if (colour) this.colours.set(name, colour)
    }
  }

  /** Colour of `a:solidFill`, `a:lnRef` and the like, tints left aside; undefined when it has none we know. */
  of(fill: XmlElement | undefined): string | undefined {
    const rgb = colorIn(
      childOf(fill, 'srgbClr')?.attributes['val'] ?? childOf(fill, 'sysClr')?.attributes['lastClr'],
    )
    if (rgb) return rgb
    const name = childOf(fill, 'schemeClr')?.attributes['val'] ?? ''
    return this.colours.get(ALIASES[name] ?? name)
  }
}
