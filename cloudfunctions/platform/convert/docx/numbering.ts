import type { XmlElement } from '../package/xml'
import { childOf, childrenOf } from '../package/xml'
import { customFormat, formatListNumber } from './number-format'
import type { ParagraphProperties } from './paragraph-properties'
import { readParagraphProperties } from './paragraph-properties'
import type { RunProperties } from './run-properties'
import type { StyleSheet } from './styles'
import { bulletText } from './symbols'
import { shownChildOf } from './alternate-content'
import { numberIn, switchOf, twips, valueOf } from './word-xml'

export interface NumberingLevel {
  start: number
  format: string
  text: string
  suffix: 'tab' | 'space' | 'nothing'
  align: 'left' | 'center' | 'right'
  /** 0 never starts again; absent: after any level above */
  restart?: number
  legal: boolean
  /** the bullet is a small picture: a dot stands for it */
  picture: boolean
  paragraph: ParagraphProperties
  run: RunProperties
}

interface NumberingInstance {
  abstractId: string
  overrides: Map<number, { level?: NumberingLevel; start?: number }>
}

const LEVELS = 9
const BULLET = '•'

/** Lists of a document and where their counting stands (ISO 29500-1 §17.9). */
export class Numbering {
  private readonly abstracts = new Map<string, { levels: Map<number, NumberingLevel>; link?: string }>()
  private readonly instances = new Map<string, NumberingInstance>()
  /** by story and abstract list: instances of one list count together, headers and notes for themselves */
  private readonly counts = new Map<string, (number | undefined)[]>()
  private readonly overridden = new Set<string>()

  constructor(
    numbering: XmlElement | undefined,
    private readonly styles: StyleSheet,
  ) {
    for (const abstract of childrenOf(numbering, 'abstractNum')) {
      const levels = new Map<number, NumberingLevel>()
      for (const lvl of childrenOf(abstract, 'lvl')) levels.set(levelIndex(lvl), this.readLevel(lvl))
      this.abstracts.set(abstract.attributes['abstractNumId'] ?? '', {
        levels,
        link: valueOf(abstract, 'numStyleLink'),
      })
    }
    for (const num of childrenOf(numbering, 'num')) {
      const overrides: NumberingInstance['overrides'] = new Map()
      for (const override of childrenOf(num, 'lvlOverride')) {
        const lvl = childOf(override, 'lvl')
        overrides.set(levelIndex(override), {
          level: lvl && this.readLevel(lvl),
          start: numberIn(valueOf(override, 'startOverride')),
        })
      }
      const abstractId = valueOf(num, 'abstractNumId') ?? ''
      this.instances.set(num.attributes['numId'] ?? '', { abstractId, overrides })
    }
  }

  /** What a level says; undefined when there is no such list. */
  level(numId: string, index: number): NumberingLevel | undefined {
    const instance = this.instances.get(numId)
    if (!instance) return undefined
    return instance.overrides.get(index)?.level ?? this.abstractOf(instance)?.levels.get(index)
  }

  /** Counts one paragraph of a story (body, one header …) and gives its number as text. @throws ConversionRefused */
  next(numId: string, index: number, story = 'body'): string {
    const instance = this.instances.get(numId)
    const own = this.level(numId, index)
    if (!instance || !own) return ''
    const counts = this.countsOf(instance, story)
    this.applyStartOverride({ numId, index, story }, instance, counts)
    counts[index] = (counts[index] ?? this.startOf(numId, index) - 1) + 1
    for (let above = 0; above < index; above++) counts[above] ??= this.startOf(numId, above)
    for (let below = index + 1; below < LEVELS; below++) {
      const restart = this.level(numId, below)?.restart
      if (restart === 0) continue
      if (restart === undefined || index < restart) counts[below] = undefined
    }
    if (own.picture) return BULLET
    if (own.format === 'bullet') return bulletText(own.text, own.run.asciiFont)
    return own.text.replace(/%(\d)/g, (_, digit: string) => {
      const level = Number(digit) - 1
      const format = this.level(numId, level)?.format ?? 'decimal'
      // Legal numbering shows every level in plain digits (§17.9.4).
      return formatListNumber(
        counts[level] ?? this.startOf(numId, level),
        own.legal && level < index + 1 ? 'decimal' : format,
      )
    })
  }

  private applyStartOverride(
    { numId, index, story }: { numId: string; index: number; story: string },
    instance: NumberingInstance,
    counts: (number | undefined)[],
  ): void {
    const key = `${story} ${numId} ${index}`
    const start = instance.overrides.get(index)?.start
    if (start === undefined || this.overridden.has(key)) return
    this.overridden.add(key)
    counts[index] = start - 1
  }

  private startOf(numId: string, index: number): number {
    return this.instances.get(numId)?.overrides.get(index)?.start ?? this.level(numId, index)?.start ?? 1
  }

  private countsOf(instance: NumberingInstance, story: string): (number | undefined)[] {
    const key = `${story} ${this.linkedId(instance.abstractId)}`
    const known = this.counts.get(key)
    if (known) return known
    const fresh: (number | undefined)[] = []
    this.counts.set(key, fresh)
    return fresh
  }

  private abstractOf(instance: NumberingInstance) {
    return this.abstracts.get(this.linkedId(instance.abstractId))
  }

  /** A list may be a mere reference to a numbering style, whose own list it then is (§17.9.21). */
  private linkedId(abstractId: string): string {
    const link = this.abstracts.get(abstractId)?.link
    if (!link) return abstractId
    const numId = this.styles.style(link, 'paragraph').chain.at(-1)?.paragraph.numId
    const linked = numId === undefined ? undefined : this.instances.get(numId)?.abstractId
    return linked !== undefined && !this.abstracts.get(linked)?.link ? linked : abstractId
  }

  private readLevel(lvl: XmlElement): NumberingLevel {
    const suffix = valueOf(lvl, 'suff')
    const align = valueOf(lvl, 'lvlJc')
    const paragraph = readParagraphProperties(childOf(lvl, 'pPr'))
    const legacyTab = twips(childOf(lvl, 'legacy')?.attributes['legacyIndent'])
    if (legacyTab !== undefined && paragraph.left === undefined) paragraph.left = legacyTab
    return {
      start: numberIn(valueOf(lvl, 'start')) ?? 0,
      format: levelFormat(lvl),
      text: valueOf(lvl, 'lvlText') ?? '',
      suffix: suffix === 'space' || suffix === 'nothing' ? suffix : 'tab',
      align: align === 'right' || align === 'end' ? 'right' : align === 'center' ? 'center' : 'left',
      restart: numberIn(valueOf(lvl, 'lvlRestart')),
      legal: switchOf(lvl, 'isLgl') === true,
      picture: childOf(lvl, 'lvlPicBulletId') !== undefined,
      paragraph,
      run: this.styles.runProperties(childOf(lvl, 'rPr')),
    }
  }
}

/** Newer formats stand beside one for older programs; one that cannot be shown is refused where it is used. */
function levelFormat(lvl: XmlElement): string {
  const { val, format } = shownChildOf(lvl, 'numFmt')?.attributes ?? {}
  if (val !== 'custom') return val ?? 'decimal'
  return customFormat(format) ?? `custom ${format ?? ''}`.trim()
}

const levelIndex = (element: XmlElement): number =>
  Math.min(Math.max(numberIn(element.attributes['ilvl']) ?? 0, 0), LEVELS - 1)
