import { ConversionRefused } from '../conversion'
import type { XmlElement } from '../package/xml'
import { descendantOf } from '../package/xml'

/**
 * What stands where text may stand and is not known here is left out only if it holds no text.
 * @throws ConversionRefused
 */
export function refuseUnknownText(element: XmlElement): void {
  if (element.children.length > 0 && descendantOf(element, 't'))
    throw new ConversionRefused('FILE_UNDRAWABLE', element.name)
}
