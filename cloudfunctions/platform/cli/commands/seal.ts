import { extname } from 'node:path'
import { pictureToSvg } from '../../pdf/appearance/svg'
import { writeDocument } from '../../pdf/document-writer'
import { drawSeal } from '../../pdf/seal/seal-design'
import { UsageError, type Command } from '../command'
import { openFonts } from '../fonts'
import { parseOptions } from '../options'
import { sealFromPhoto } from '../seal-from-photo'
import { readDesign } from '../shown-seal'
import { OUTPUT_OPTIONS, outputPath, writeOutput } from '../write-file'

export const sealCommand: Command = {
  name: 'seal',
  usage:
    'qianli seal -o OUT.svg|.pdf|.json --kind official|contract|finance|hr|ellipse|legal-representative|name|other --name NAME ' +
    '[--code CODE] [--line TEXT] [--style STYLE] [--shape circle|ellipse|rectangle] [--text TEXT] [--color red|blue|black] ' +
    '[--force] [--json] [--lang zh|en]\n' +
    'qianli seal -o OUT.png --photo PHOTO [--crop X,Y,WIDTH,HEIGHT] [--color red|blue|black]',
  summary: {
    zh: '按实物尺寸绘制印章（矢量）：SVG、单页 PDF，或供 sign --seal 使用的设计文件；也可从照片抠出印章',
    en: 'draw a Chinese seal at its physical size: SVG, a one-page PDF, or a design file for sign --seal; or cut one out of a photograph',
  },
  async run(args, context) {
    const { values, positionals } = parseOptions(args, {
      ...OUTPUT_OPTIONS,
      kind: { type: 'string' },
      name: { type: 'string' },
      code: { type: 'string' },
      line: { type: 'string' },
      style: { type: 'string' },
      shape: { type: 'string' },
      text: { type: 'string' },
      color: { type: 'string' },
      photo: { type: 'string' },
      crop: { type: 'string' },
    })
    if (positionals.length > 0)
      throw new UsageError({ zh: `多余的参数：${positionals[0]}`, en: `unexpected: ${positionals[0]}` })
    const target = await outputPath(values)
    if (values.photo !== undefined) {
      const image = await sealFromPhoto({ ...values, photo: values.photo }, target)
      if (values.json) context.write(JSON.stringify({ file: target.path, ...image }, null, 2))
      else context.write(`${target.path}  ${image.width} × ${image.height}`)
      return 0
    }
    const { kind, name, code, line: bottomLine, style, shape, text, color } = values
    const given = Object.entries({ kind, name, code, bottomLine, style, shape, text, color })
    const design = readDesign(Object.fromEntries(given.filter(([, value]) => value !== undefined)))
    const picture = drawSeal(design, openFonts(context))
    await writeOutput(target, fileOf(target.path, design, picture))
    const { width, height } = picture
    if (values.json) context.write(JSON.stringify({ file: target.path, design, width, height }, null, 2))
    else context.write(`${target.path}  ${millimetres(width)} × ${millimetres(height)} mm`)
    return 0
  },
}

const millimetres = (points: number): string => ((points * 25.4) / 72).toFixed(1)

function fileOf(target: string, design: object, picture: ReturnType<typeof drawSeal>): Buffer {
  const { width, height } = picture
  switch (extname(target).toLowerCase()) {
    case '.svg':
      return Buffer.from(pictureToSvg(picture))
    case '.pdf':
      return writeDocument([
        { width, height, items: [{ kind: 'picture', picture, x: 0, y: 0, width, height }] },
      ])
    case '.json':
      return Buffer.from(`${JSON.stringify(design, null, 2)}\n`)
    default:
      throw new UsageError({
        zh: '输出应为 .svg、.pdf 或 .json',
        en: 'the output must end in .svg, .pdf or .json',
      })
  }
}
