import { basename } from 'node:path'
import { convertFiles, type SourceLimits } from '../../convert/convert-files'
import { convertEmbedded } from '../../convert/convert'
import { WARNINGS } from '../../convert/messages'
import { findSoffice } from '../../convert/office/find-soffice'
import { LibreOffice } from '../../convert/office/libreoffice'
import { UsageError, type Command } from '../command'
import { openFonts } from '../fonts'
import { parseOptions } from '../options'
import { readInput } from '../read-file'
import { RefusedInput } from '../refusal'
import { OUTPUT_OPTIONS, outputPath, writeOutput } from '../write-file'

const MB = 1 << 20
const LIMITS: SourceLimits = { document: 60 * MB, image: 5 * MB }
const ENGINES = ['auto', 'embedded', 'libreoffice'] as const

export const convertCommand: Command = {
  name: 'convert',
  usage:
    'qianli convert FILE… -o OUT.pdf [--engine auto|embedded|libreoffice] [--force] [--json] [--lang zh|en]',
  summary: {
    zh: '将图片（可多张）、TXT、Word、Excel 转为 PDF；会改变内容的文件不转换，并说明原因',
    en: 'make a PDF from images (several at once), text, Word or Excel; what would change the content is refused',
  },
  async run(args, context) {
    const { values, positionals } = parseOptions(args, { ...OUTPUT_OPTIONS, engine: { type: 'string' } })
    const engine = ENGINES.find((one) => one === (values.engine ?? 'auto'))
    if (!engine)
      throw new UsageError({
        zh: `--engine 应为 ${ENGINES.join('、')}`,
        en: `--engine is one of ${ENGINES.join(', ')}`,
      })
    if (positionals.length === 0) throw new UsageError({ zh: '请给出文件', en: 'name the files' })
    const target = await outputPath(values)
    const files = await Promise.all(
      positionals.map(async (file) => ({ filename: basename(file), bytes: await readInput(file) })),
    )
    const program = engine === 'embedded' ? null : findSoffice(context.env)
    if (engine === 'libreoffice' && !program)
      throw new RefusedInput('LIBREOFFICE_MISSING', {
        zh: '找不到 LibreOffice',
        en: 'LibreOffice was not found',
      })
    const office = program ? new LibreOffice(program, context.env.QIANLI_FONTS ?? null) : null
    const embedded = (sources: Parameters<typeof convertEmbedded>[0]) =>
      convertEmbedded(sources, { fonts: openFonts(context) })
    const done = await convertFiles(
      files,
      { embedded, preferred: engine === 'libreoffice' ? office : null, fallback: office },
      LIMITS,
    )
    if (!done) throw new RefusedInput('IS_PDF', { zh: '文件已是 PDF', en: 'the file is a PDF already' })
    await writeOutput(target, done.pdf)
    const { pages, warnings, converter } = done
    if (values.json) context.write(JSON.stringify({ file: target.path, pages, warnings, converter }, null, 2))
    else {
      for (const { code, detail = '', count } of warnings)
        context.warn(
          `${WARNINGS[code][context.lang].replace('{detail}', detail)}${count > 1 ? ` ×${count}` : ''}`,
        )
      context.write(context.lang === 'zh' ? `已转换 ${target.path}` : `wrote ${target.path}`)
    }
    return 0
  },
}
