import { strToU8, zipSync } from 'fflate'

export interface WordFile {
  /** content of w:body, without the last section's properties */
  body: string
  /** content of the last w:sectPr */
  section?: string
  /** content of w:styles */
  styles?: string
  numbering?: string
  settings?: string
  theme?: string
  footnotes?: string
  endnotes?: string
  /** content by relationship id: header1 → w:hdr, footer1 → w:ftr */
  furniture?: Record<string, string>
  /** file name in word/media → bytes; the relationship's id is the name without its ending */
  media?: Record<string, Uint8Array>
  title?: string
  /** further parts as they are */
  parts?: Record<string, string | Uint8Array>
  /** further relationships of the document */
  relationships?: string
}

const NAMESPACES = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
  'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"',
  'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"',
].join(' ')

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const root = (name: string, content: string): string =>
  `${XML}<w:${name} ${NAMESPACES}>${content}</w:${name}>`

/** A4 with the margins that word processors give Chinese documents, and their line grid. */
export const CHINESE_PAGE =
  '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800" w:header="851" w:footer="992" w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="312"/>'

/** The style sheet a new Chinese document begins with. */
export const CHINESE_STYLES = `<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:pPr><w:widowControl w:val="0"/><w:jc w:val="both"/></w:pPr><w:rPr><w:sz w:val="21"/></w:rPr></w:style>`

/** A .docx of the given parts. */
export function wordFile(file: WordFile): Buffer {
  const parts: Record<string, Uint8Array> = {}
  const relationships: string[] = []
  const types: string[] = []
  const add = (name: string, content: string | Uint8Array) => {
    parts[name] = typeof content === 'string' ? strToU8(content) : content
  }
  const part = (id: string, kind: string, target: string, content: string) => {
    add(`word/${target}`, content)
    relationships.push(`<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`)
    types.push(
      `<Override PartName="/word/${target}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.${kind}+xml"/>`,
    )
  }
  part('styles', 'styles', 'styles.xml', root('styles', file.styles ?? CHINESE_STYLES))
  if (file.numbering) part('numbering', 'numbering', 'numbering.xml', root('numbering', file.numbering))
  if (file.settings) part('settings', 'settings', 'settings.xml', root('settings', file.settings))
  if (file.footnotes) part('footnotes', 'footnotes', 'footnotes.xml', root('footnotes', file.footnotes))
  if (file.endnotes) part('endnotes', 'endnotes', 'endnotes.xml', root('endnotes', file.endnotes))
  if (file.theme) part('theme', 'theme', 'theme/theme1.xml', `${XML}${file.theme}`)
  const media = Object.entries(file.media ?? {})
  const images = media.map(
    ([name]) =>
      `<Relationship Id="${name.replace(/\.\w+$/, '')}" Type="${OFFICE}/image" Target="media/${name}"/>`,
  )
  for (const [name, bytes] of media) add(`word/media/${name}`, bytes)
  for (const [id, content] of Object.entries(file.furniture ?? {})) {
    const kind = id.startsWith('header') ? 'header' : 'footer'
    part(id, kind, `${id}.xml`, root(kind === 'header' ? 'hdr' : 'ftr', content))
    if (images.length > 0) add(`word/_rels/${id}.xml.rels`, rels(images.join('')))
  }
  const section = `<w:sectPr>${file.section ?? CHINESE_PAGE}</w:sectPr>`
  add('word/document.xml', root('document', `<w:body>${file.body}${section}</w:body>`))
  add(
    'word/_rels/document.xml.rels',
    rels(relationships.join('') + images.join('') + (file.relationships ?? '')),
  )
  add(
    '_rels/.rels',
    rels(
      `<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/>${
        file.title
          ? '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
          : ''
      }`,
    ),
  )
  if (file.title)
    add(
      'docProps/core.xml',
      `${XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${file.title}</dc:title></cp:coreProperties>`,
    )
  add(
    '[Content_Types].xml',
    `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="jpg" ContentType="image/jpeg"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>${types.join('')}</Types>`,
  )
  for (const [name, content] of Object.entries(file.parts ?? {})) add(name, content)
  return Buffer.from(zipSync(parts))
}

const rels = (content: string): string =>
  `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${content}</Relationships>`

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')

/** A run of text; `rPr` is the content of its properties. */
export const run = (text: string, rPr = ''): string =>
  `<w:r>${rPr ? `<w:rPr>${rPr}</w:rPr>` : ''}<w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`

/** A paragraph of runs, or of one text; `pPr` is the content of its properties. */
export const paragraph = (content: string, pPr = ''): string =>
  `<w:p>${pPr ? `<w:pPr>${pPr}</w:pPr>` : ''}${content.startsWith('<') ? content : run(content)}</w:p>`

/** A complex field with the result that the file stores. */
export const field = (instruction: string, result: string, rPr = ''): string =>
  [
    '<w:fldChar w:fldCharType="begin"/>',
    `<w:instrText xml:space="preserve"> ${instruction} </w:instrText>`,
    '<w:fldChar w:fldCharType="separate"/>',
    `<w:t>${result}</w:t>`,
    '<w:fldChar w:fldCharType="end"/>',
  ]
    .map((content) => `<w:r><w:rPr>${rPr}</w:rPr>${content}</w:r>`)
    .join('')

/** A table cell of paragraphs, or of one text. */
export const cell = (content: string, tcPr = ''): string =>
  `<w:tc><w:tcPr>${tcPr}</w:tcPr>${content.startsWith('<w:') ? content : paragraph(content)}</w:tc>`

export const row = (cells: string, trPr = ''): string => `<w:tr><w:trPr>${trPr}</w:trPr>${cells}</w:tr>`

const GRID_BORDERS = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
  .map((edge) => `<w:${edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>`)
  .join('')

/** A table with lines around every cell; `widths` in twentieths of a point. */
export const table = (widths: readonly number[], rows: string, tblPr = ''): string =>
  `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>${GRID_BORDERS}</w:tblBorders>${tblPr}</w:tblPr><w:tblGrid>${widths
    .map((width) => `<w:gridCol w:w="${width}"/>`)
    .join('')}</w:tblGrid>${rows}</w:tbl>`

/** An inline picture, points. */
export const picture = (id: string, width: number, height: number): string =>
  `<w:r><w:drawing><wp:inline><wp:extent cx="${width * 12700}" cy="${height * 12700}"/><wp:docPr id="1" name="p"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="p"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="${id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${width * 12700}" cy="${height * 12700}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`
