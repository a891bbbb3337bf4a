import { ConversionRefused } from '../conversion'
import { OfficePackage } from '../package/office-package'
import type { OfficeFile } from './office-converter'

/** Addresses that are only shown and followed by a person. */
const HARMLESS = new Set(['hyperlink'])

const CHANGES = /<(?:\w+:)?(?:ins|del|moveFrom|moveTo)[\s>]/

/**
 * What no converter may be left to decide, told before the file is handed out. Packages that would load something
 * from elsewhere when opened (pictures, templates, data): what they show depends on the server they ask, and the
 * asking tells it about us. Tracked changes: one converter accepts them silently, another prints them.
 * @throws ConversionRefused FILE_UNDRAWABLE, FILE_CHANGES, and what a damaged package throws
 */
export function refuseUndecided({ bytes, kind }: OfficeFile): void {
  if (kind !== 'docx' && kind !== 'xlsx') return
  const parts = OfficePackage.open(bytes)
  for (const name of parts.names()) {
    if (/^word\/[^/]+\.xml$/i.test(name) && CHANGES.test(parts.part(name)?.toString('utf8') ?? ''))
      throw new ConversionRefused('FILE_CHANGES')
    const [, folder = '', part = ''] = /^(.*?)_rels\/([^/]+)\.rels$/.exec(name) ?? []
    if (!part) continue
    for (const { external, type } of parts.relationships(folder + part).values())
      if (external && !HARMLESS.has(type))
        throw new ConversionRefused('FILE_UNDRAWABLE', `外部链接 external ${type}`)
  }
}

/**
 * Pictures in cells: LibreOffice knows nothing of them and would print an error, or the formula, in their place.
 * @throws ConversionRefused FILE_UNDRAWABLE
 */
export function refusePicturesInCells({ bytes, kind }: OfficeFile): void {
  if (kind !== 'xlsx') return
  if (
    OfficePackage.open(bytes)
      .names()
      .some((name) => /^xl\/(cellimages\.xml|richData\/)/i.test(name))
  )
    throw new ConversionRefused('FILE_UNDRAWABLE', '单元格中的图片 picture in a cell')
}
