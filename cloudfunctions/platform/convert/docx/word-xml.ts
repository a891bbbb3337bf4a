import type { XmlElement } from '../package/xml'
import { childOf } from '../package/xml'

/** `w:val` of a child; undefined when there is no such child. */
export const valueOf = (element: XmlElement | undefined, name: string): string | undefined =>
  childOf(element, name)?.attributes['val']

/** A switch (ISO 29500-1 §17.17.4): present means on unless it says otherwise; undefined when it is not there. */
export function switchOf(element: XmlElement | undefined, name: string): boolean | undefined {
  const child = childOf(element, name)
  return child && isOn(child.attributes['val'])
}

export const isOn = (value: string | undefined): boolean =>
  value === undefined || !['0', 'false', 'off', 'none'].includes(value)

/** A number in an attribute; undefined when it is none. */
export function numberIn(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined
  const value = Number.parseFloat(text)
  return Number.isFinite(value) ? value : undefined
}

const UNITS: Record<string, number> = { pt: 1, in: 72, cm: 28.3465, mm: 2.83465, pc: 12, pi: 12 }

/** Twentieths of a point, or a length with its unit as the strict form has it, in points. */
export function twips(text: string | undefined): number | undefined {
  const value = numberIn(text)
  if (value === undefined || text === undefined) return undefined
  const unit = UNITS[text.replace(/^[-+.\d]+/, '')]
  return clamp(unit === undefined ? value / 20 : value * unit, 1e5)
}

/** English Metric Units (914400 to the inch) in points. */
export const emu = (text: string | undefined): number => clamp((numberIn(text) ?? 0) / 12700, 1e5)

const clamp = (value: number, limit: number): number => Math.min(Math.max(value, -limit), limit)

/** RRGGBB as #rrggbb; `auto` and anything else is undefined. */
export const colorIn = (text: string | undefined): string | undefined =>
  text !== undefined && /^[0-9a-f]{6}$/i.test(text) ? `#${text.toLowerCase()}` : undefined
