import { createHash } from 'node:crypto'
import { dirname, resolve } from 'node:path'
import { composeRevision0 } from '../../pdf/compose'
import { controlPictures } from '../../pdf/controls/control-places'
import { readImage } from '../../pdf/image/read-image'
import { inspectUpload } from '../../pdf/inspect'
import { type PageInsertion, planPages } from '../../pdf/insert-pages'
import { textWatermark } from '../../pdf/watermark'
import { UsageError, type Command } from '../command'
import { checkIds, checkPlaces } from '../check-plan'
import { ControlValueFile } from '../control-values'
import { openFonts } from '../fonts'
import { onlyFile, parseOptions } from '../options'
import { partyPlaces, placedControlOf, type Plan, readPlan } from '../plan'
import { readInput } from '../read-file'
import { OUTPUT_OPTIONS, outputPath, writeOutput } from '../write-file'

export const composeCommand: Command = {
  name: 'compose',
  usage:
    'qianli compose UPLOAD.pdf -o OUT.pdf --plan PLAN.json [--values VALUES.json] [--force] [--json] [--lang zh|en]',
  summary: {
    zh: '由上传文件和计划生成待签文件：写入已知内容、水印、附件页，为每一方预留签名域和填写位置',
    en: 'prepare an upload for signing: draw what is known, watermark and attachments; reserve each party its field and places',
  },
  async run(args, context) {
    const { values, positionals } = parseOptions(args, {
      ...OUTPUT_OPTIONS,
      plan: { type: 'string' },
      values: { type: 'string' },
    })
    if (values.plan === undefined)
      throw new UsageError({ zh: '请用 --plan 指定计划', en: 'name the plan with --plan' })
    const target = await outputPath(values)
    const source = await readInput(onlyFile(positionals))
    const plan = readPlan(await readInput(values.plan), values.plan)
    checkIds(plan)
    const filled = await ControlValueFile.read(values.values)
    filled.checkKnown(new Set(plan.controls.map(({ id }) => id)))
    const insertions = await readAttachments(plan, dirname(values.plan))
    const { pages } = planPages(inspectUpload(source).pages, insertions)
    checkPlaces(plan, pages)
    const fonts = openFonts(context)
    const texts = await Promise.all(
      plan.controls.map(async (item) => {
        const placed = placedControlOf(item)
        return controlPictures(placed, await filled.drawn(item.id, placed.control), fonts, pages)
      }),
    )
    const { base, append, normalised, pageCount } = await composeRevision0({
      source,
      parties: plan.parties.map((party) => partyPlaces(party, pages)),
      texts: texts.flat(),
      insertions,
      fonts,
      ...(plan.watermark ? { watermark: textWatermark(fonts, plan.watermark) } : {}),
    })
    await writeOutput(target, base, append)
    const sha256 = createHash('sha256').update(base).update(append).digest('hex')
    const facts = { file: target.path, pages: pageCount, parties: plan.parties.length, normalised, sha256 }
    if (values.json) context.write(JSON.stringify(facts, null, 2))
    else if (context.lang === 'zh')
      context.write(`已生成 ${target.path}：${pageCount} 页，${plan.parties.length} 方待签`)
    else context.write(`wrote ${target.path}: ${pageCount} pages, ${plan.parties.length} parties to sign`)
    return 0
  },
}

/** Files are named beside the plan. PDFs keep their pages, images become pages. */
async function readAttachments(plan: Plan, folder: string): Promise<PageInsertion[]> {
  return Promise.all(
    plan.attachments.map(async ({ after, file }): Promise<PageInsertion> => {
      const bytes = await readInput(resolve(folder, file))
      const isPdf = bytes.subarray(0, 1024).includes('%PDF-')
      return {
        after: after - 1,
        content: isPdf ? { kind: 'pdf', bytes } : { kind: 'image', image: readImage(bytes) },
      }
    }),
  )
}
