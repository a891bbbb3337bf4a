import type { FlowBlock, FlowTable } from '../../flow/model'
import { pngFile } from '../../pdf/image/testing/image-files.fixture'
import { WarningList } from '../conversion'
import { OfficePackage } from '../package/office-package'
import { readDocument } from './document-reader'
import { paragraph, picture, run, wordFile, type WordFile } from './testing/word-file.fixture'

const WPS = 'http://schemas.microsoft.com/office/word/2010/wordprocessingShape'
const anchor = (shape: string, { across = '<wp:align>center</wp:align>', wrap = 'wrapNone' } = {}): string =>
  `<w:r><w:drawing><wp:anchor behindDoc="0"><wp:positionH relativeFrom="margin">${across}</wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>127000</wp:posOffset></wp:positionV><wp:extent cx="1270000" cy="635000"/><wp:${wrap}/><a:graphic><a:graphicData uri="${WPS}"><wps:wsp>${shape}</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>`
const box = (content: string, { frame = '<a:ln w="12700"/>', wrap = 'square' } = {}): string =>
  `<wps:spPr>${frame}</wps:spPr><wps:txbx><w:txbxContent>${content}</w:txbxContent></wps:txbx><wps:bodyPr wrap="${wrap}"/>`

function read(file: WordFile) {
  const warnings = new WarningList()
  const [section] = readDocument(OfficePackage.open(wordFile(file)), warnings).sections
  return { section, blocks: section?.blocks ?? [], warnings: warnings.list().map(({ code }) => code) }
}

const graphics = (blocks: readonly FlowBlock[]): number =>
  blocks.reduce(
    (count, block) =>
      count +
      (block.kind === 'table'
        ? graphics(block.rows.flatMap(({ cells }) => cells.flatMap((cell) => cell.blocks)))
        : block.inlines.filter(({ kind }) => kind === 'graphic' || kind === 'floating').length),
    0,
  )
const tableIn = (blocks: readonly FlowBlock[]): FlowTable | undefined =>
  blocks.find((block) => block.kind === 'table')

describe('text boxes and shapes of Word files (issue 3 item 7)', () => {
  test('a picture in a text box is shown once, in its own size', () => {
    const { blocks } = read({
      media: { 'logo.png': pngFile({ width: 8, height: 8, colour: 'rgb', depth: 8 }) },
      body: paragraph(anchor(box(paragraph(picture('logo', 12, 12))))),
    })
    expect(graphics(blocks)).toBe(1)
  })

  test('a picture that stands beside one for other programs is shown', () => {
    const blip = (id: string) => `<pic:blipFill><a:blip r:embed="${id}"/></pic:blipFill>`
    const forms = `<mc:AlternateContent><mc:Choice Requires="ma">${blip('x')}</mc:Choice><mc:Fallback>${blip('logo')}</mc:Fallback></mc:AlternateContent>`
    const { blocks } = read({
      media: { 'logo.png': pngFile({ width: 8, height: 8, colour: 'rgb', depth: 8 }) },
      body: paragraph(picture('logo', 12, 12).replace(/<pic:blipFill>.*<\/pic:blipFill>/, forms)),
    })
    expect(graphics(blocks)).toBe(1)
  })

  test('a picture without its data is named as left out', () => {
    const body = paragraph(picture('logo', 12, 12).replace(' r:embed="logo"', ''))
    expect(read({ body }).warnings).toEqual(['SHAPE_LEFT_OUT'])
  })

  test('a framed box keeps its width, its place across the text and its frame', () => {
    const { blocks, warnings } = read({ body: paragraph(anchor(box(paragraph('甲方（盖章）：')))) })
    expect(tableIn(blocks)).toMatchObject({
      columns: [100],
      align: 'center',
      rows: [{ cells: [{ borders: { left: { width: 1, color: '#000000' } } }] }],
    })
    expect(warnings).toEqual(['TEXT_BOX_MOVED'])
  })

  test('a box that text flows around keeps its height; one over the text takes none', () => {
    const content = box(paragraph('x'))
    const heightOf = (wrap: string) =>
      tableIn(read({ body: paragraph(anchor(content, { wrap })) }).blocks)?.rows[0]?.height
    expect(heightOf('wrapSquare')).toEqual({ rule: 'atLeast', points: 50 })
    expect(heightOf('wrapNone')).toBeUndefined()
  })

  test('light letters on a dark box keep their ground', () => {
    const frame = '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln>'
    const theme =
      '<a:theme xmlns:a="a"><a:themeElements><a:clrScheme><a:accent1><a:srgbClr val="112233"/></a:accent1></a:clrScheme></a:themeElements></a:theme>'
    const { blocks } = read({ theme, body: paragraph(anchor(box(paragraph('x'), { frame }))) })
    expect(tableIn(blocks)?.rows[0]?.cells[0]).toMatchObject({ shading: '#112233' })
    expect(tableIn(blocks)?.rows[0]?.cells[0]?.borders).toBeUndefined()
  })

  test('a page number in a box of the foot stands in the middle, without an empty line before it', () => {
    const number = box(paragraph('1'), { frame: '<a:ln><a:noFill/></a:ln>', wrap: 'none' })
    const { section } = read({
      section: '<w:footerReference w:type="default" r:id="footer1"/><w:pgSz w:w="11906" w:h="16838"/>',
      furniture: { footer1: paragraph(anchor(number)) },
      body: paragraph('a'),
    })
    expect(section?.footers?.default).toMatchObject([{ kind: 'paragraph', align: 'center' }])
  })

  test('lines are drawn where they stand', () => {
    const line =
      '<wps:spPr><a:xfrm><a:ext cx="1270000" cy="0"/></a:xfrm><a:prstGeom prst="line"/><a:ln w="19050"><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:ln></wps:spPr>'
    const { blocks, warnings } = read({ body: paragraph(`${run('红头')}${anchor(line)}`) })
    const [first] = blocks
    const drawn =
      first?.kind === 'paragraph' ? first.inlines.find(({ kind }) => kind === 'floating') : undefined
    expect(drawn).toMatchObject({
      graphic: { picture: { shapes: [{ stroke: '#ff0000', strokeWidth: 1.5 }] } },
      horizontal: { from: 'margin', align: 'center' },
      vertical: { from: 'paragraph', offset: 10 },
    })
    expect(warnings).toEqual([])
  })

  test('lines of older files are drawn as well', () => {
    const line =
      '<w:r><w:pict><v:line style="position:absolute;margin-left:3pt;margin-top:9pt" from="0,20pt" to="415pt,20pt" strokecolor="red" strokeweight="2pt"/></w:pict></w:r>'
    const { blocks, warnings } = read({ body: paragraph(line) })
    expect(blocks[0]).toMatchObject({
      inlines: [
        {
          width: 415,
          graphic: { picture: { shapes: [{ stroke: '#ff0000', strokeWidth: 2 }] } },
          horizontal: { from: 'column', offset: 3 },
          vertical: { from: 'paragraph', offset: 29 },
        },
      ],
    })
    expect(warnings).toEqual([])
  })

  test('boxes of older files to write a number in are drawn; shapes in a group are named as left out', () => {
    const rect = '<v:rect style="position:absolute;margin-left:9pt;margin-top:3pt;width:12pt;height:12pt"/>'
    const pict = (content: string) => paragraph(`<w:r><w:pict>${content}</w:pict></w:r>`)
    const drawn = read({ body: pict(rect) })
    expect(drawn.blocks[0]).toMatchObject({ inlines: [{ kind: 'floating', width: 12, height: 12 }] })
    expect(drawn.warnings).toEqual([])
    const grouped = read({
      body: pict(`<v:group>${rect}<v:line from="0,0" to="9,0" style="position:absolute"/></v:group>`),
    })
    expect(graphics(grouped.blocks)).toBe(0)
    expect(grouped.warnings).toEqual(['SHAPE_LEFT_OUT'])
  })

  test('a shape filled with a picture is that picture; other shapes are named as left out', () => {
    const media = { 'logo.png': pngFile({ width: 8, height: 8, colour: 'rgb', depth: 8 }) }
    const filled =
      '<wps:spPr><a:prstGeom prst="ellipse"/><a:blipFill><a:blip r:embed="logo"/></a:blipFill></wps:spPr>'
    const star = '<wps:spPr><a:prstGeom prst="star5"/><a:ln/></wps:spPr>'
    expect(graphics(read({ media, body: paragraph(anchor(filled)) }).blocks)).toBe(1)
    expect(read({ body: paragraph(anchor(star)) }).warnings).toEqual(['SHAPE_LEFT_OUT'])
  })
})
