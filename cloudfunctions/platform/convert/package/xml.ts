import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { ConversionRefused, type ConversionLimits } from '../conversion'

/** An element by local name: prefixes differ between writers, and the strict form of ISO 29500 between namespaces. */
export interface XmlElement {
  name: string
  /** by local name, so `r:id` is `id` */
  attributes: Readonly<Record<string, string>>
  children: XmlElement[]
  /** text directly inside */
  text: string
}

export interface XmlEvents {
  open?(name: string, attributes: Readonly<Record<string, string>>): void
  text?(text: string): void
  close?(name: string): void
}

/** Reads XML as a stream. @throws ConversionRefused FILE_UNREADABLE, FILE_TOO_COMPLEX; a document type is never read */
export function readXml(bytes: Uint8Array, events: XmlEvents, limits: ConversionLimits): void {
  const parser = new SaxesParser({ xmlns: false, position: false })
  let depth = 0
  let elements = 0
  parser.on('opentag', (tag: SaxesTagPlain) => {
    depth += 1
    elements += 1
    if (depth > limits.depth || elements > limits.elements) throw new ConversionRefused('FILE_TOO_COMPLEX')
    events.open?.(localName(tag.name), localAttributes(tag.attributes))
  })
  parser.on('text', (text) => events.text?.(text))
  parser.on('cdata', (text) => events.text?.(text))
  parser.on('closetag', (tag: SaxesTagPlain) => {
    depth -= 1
    events.close?.(localName(tag.name))
  })
  parser.on('doctype', () => {
    throw new ConversionRefused('FILE_UNREADABLE', 'DOCTYPE')
  })
  parser.on('error', (error) => {
    throw new ConversionRefused('FILE_UNREADABLE', error.message.slice(0, 60))
  })
  try {
    parser.write(decoded(bytes)).close()
  } catch (error) {
    if (error instanceof ConversionRefused) throw error
    throw new ConversionRefused('FILE_UNREADABLE', 'XML')
  }
}

/** A whole part as a tree. @throws ConversionRefused FILE_UNREADABLE, FILE_TOO_COMPLEX */
export function readTree(bytes: Uint8Array, limits: ConversionLimits): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' }
  const path: XmlElement[] = [root]
  readXml(
    bytes,
    {
      open(name, attributes) {
        const element: XmlElement = { name, attributes, children: [], text: '' }
        path.at(-1)?.children.push(element)
        path.push(element)
      },
      text(text) {
        const top = path.at(-1)
        if (top) top.text += text
      },
      close() {
        path.pop()
      },
    },
    limits,
  )
  const [first] = root.children
  if (!first) throw new ConversionRefused('FILE_UNREADABLE', 'XML')
  return first
}

export const childOf = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((child) => child.name === name)

export const childrenOf = (element: XmlElement | undefined, name: string): XmlElement[] =>
  element?.children.filter((child) => child.name === name) ?? []

/** The first element of this name anywhere below, depth first. */
export function descendantOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  for (const child of element?.children ?? []) {
    const found = child.name === name ? child : descendantOf(child, name)
    if (found) return found
  }
  return undefined
}

function decoded(bytes: Uint8Array): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8'
  return new TextDecoder(encoding, { fatal: true }).decode(bytes)
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

function localAttributes(attributes: Record<string, string>): Record<string, string> {
  const local: Record<string, string> = {}
  for (const [name, value] of Object.entries(attributes))
    if (!name.startsWith('xmlns')) local[localName(name)] = value
  return local
}
