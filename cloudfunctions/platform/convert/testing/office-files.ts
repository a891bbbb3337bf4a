import { strToU8, zipSync } from 'fflate'

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const MAIN =
  'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
const RELATIONSHIP = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const relationships = (list: readonly string[]) =>
  `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.join('')}</Relationships>`
export const relationship = (id: string, type: string, target: string, mode = '') =>
  `<Relationship Id="${id}" Type="${RELATIONSHIP}/${type}" Target="${target}"${mode ? ` TargetMode="${mode}"` : ''}/>`

export function zip(files: Readonly<Record<string, string | Uint8Array>>): Buffer {
  const packed = Object.entries(files).map(
    ([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content] as const,
  )
  return Buffer.from(zipSync(Object.fromEntries(packed)))
}

export interface SampleSheet {
  name: string
  /** everything inside `worksheet` */
  xml: string
  state?: 'hidden' | 'veryHidden'
  /** relationships of the sheet */
  links?: string[]
}

/** An xlsx made of raw parts. `styles` and `strings` are the insides of their parts. */
export function sampleXlsx(
  sheets: readonly SampleSheet[],
  {
    styles = '',
    strings = '',
    names = '',
    workbook = '',
    more = {},
  }: {
    styles?: string
    strings?: string
    names?: string
    workbook?: string
    more?: Record<string, string | Uint8Array>
  } = {},
): Buffer {
  const list = sheets.map(
    ({ name, state }, i) =>
      `<sheet name="${name}" sheetId="${i + 1}" r:id="s${i}"${state ? ` state="${state}"` : ''}/>`,
  )
  const files: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${sheets
      .map(
        (_, i) =>
          `<Override PartName="/xl/worksheets/sheet${i}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
      )
      .join(
        '',
      )}<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`,
    '_rels/.rels': relationships([relationship('w', 'officeDocument', 'xl/workbook.xml')]),
    'xl/workbook.xml': `${HEAD}<workbook ${MAIN}>${workbook}<sheets>${list.join('')}</sheets>${names ? `<definedNames>${names}</definedNames>` : ''}</workbook>`,
    'xl/_rels/workbook.xml.rels': relationships([
      ...sheets.map((_, i) => relationship(`s${i}`, 'worksheet', `worksheets/sheet${i}.xml`)),
      relationship('st', 'styles', 'styles.xml'),
      relationship('ss', 'sharedStrings', 'sharedStrings.xml'),
    ]),
    'xl/styles.xml': `${HEAD}<styleSheet ${MAIN}>${styles || usualStyles}</styleSheet>`,
    'xl/sharedStrings.xml': `${HEAD}<sst ${MAIN}>${strings}</sst>`,
  }
  sheets.forEach(({ xml, links }, i) => {
    files[`xl/worksheets/sheet${i}.xml`] = `${HEAD}<worksheet ${MAIN}>${xml}</worksheet>`
    if (links) files[`xl/worksheets/_rels/sheet${i}.xml.rels`] = relationships(links)
  })
  return zip({ ...files, ...more })
}

const edge = (name: string) => `<${name} style="thin"><color indexed="64"/></${name}>`
/**
 * Styles of the samples: 0 plain, 1 bold large centred, 2 framed, 3 framed `#,##0.00`, 4 framed `yyyy"年"m"月"d"日"`,
 * 5 framed and wrapped, 6 red fill, 7 percent, 8 text turned upright (255)
 */
const usualStyles = `<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>
<fonts><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="18"/><name val="黑体"/></font></fonts>
<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFC5372C"/></patternFill></fill></fills>
<borders><border/><border>${edge('left')}${edge('right')}${edge('top')}${edge('bottom')}</border></borders>
<cellXfs><xf numFmtId="0" fontId="0"/><xf fontId="1"><alignment horizontal="center" vertical="center"/></xf><xf fontId="0" borderId="1"/><xf numFmtId="4" borderId="1"/><xf numFmtId="164" borderId="1"/><xf borderId="1"><alignment wrapText="1" vertical="top"/></xf><xf fillId="2"/><xf numFmtId="10"/><xf borderId="1"><alignment textRotation="255" horizontal="center" vertical="center"/></xf></cellXfs>`

export const text = (ref: string, words: string, style = 0) =>
  `<c r="${ref}" s="${style}" t="inlineStr"><is><t>${words}</t></is></c>`
export const number = (ref: string, value: number | string, style = 0) =>
  `<c r="${ref}" s="${style}"><v>${value}</v></c>`

/** A docx of these paragraphs, raw `w:p` elements allowed. */
export function sampleDocx(
  paragraphs: readonly string[],
  more: Record<string, string | Uint8Array> = {},
): Buffer {
  const body = paragraphs
    .map((words) =>
      words.startsWith('<') ? words : `<w:p><w:r><w:t xml:space="preserve">${words}</w:t></w:r></w:p>`,
    )
    .join('')
  return zip({
    '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    '_rels/.rels': relationships([relationship('d', 'officeDocument', 'word/document.xml')]),
    'word/document.xml': `${HEAD}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="${RELATIONSHIP}"><w:body>${body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440"/></w:sectPr></w:body></w:document>`,
    ...more,
  })
}
