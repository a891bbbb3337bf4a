import type { XmlElement } from '../package/xml'
import { childOf, childrenOf } from '../package/xml'

/** One of several forms of the same content (ISO 29500-3 §7.5): the newer one, unless it is of a kind we do not know. */
export function visibleChildren(element: XmlElement): readonly XmlElement[] {
  if (element.name !== 'AlternateContent') return element.children
  const choices = childrenOf(element, 'Choice')
  const known = choices.find((choice) =>
    /^(wps|wpg|wp14|w14|w15|wpc|a14|wpi|cx\d*|c14|v)?$/.test(choice.attributes['Requires'] ?? ''),
  )
  return (known ?? childOf(element, 'Fallback') ?? choices[0])?.children ?? []
}

/** The child of this name, also where it stands among several forms of the same content. */
export const shownChildOf = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  childOf(element, name) ??
  childrenOf(element, 'AlternateContent')
    .flatMap((alternate) => visibleChildren(alternate))
    .find((child) => child.name === name)
