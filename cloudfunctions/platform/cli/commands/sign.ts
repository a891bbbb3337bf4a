import { createHash } from 'node:crypto'
import { addDss, completeLongTerm } from '../../pdf/long-term'
import { PdfReader } from '../../pdf/reader'
import { readFormFields } from '../../pdf/form-fields'
import { viewerSize } from '../../pdf/geometry'
import { signPdf, type SignedRevision } from '../../pdf/sign'
import type { TimeStamper } from '../../pki/keys'
import { UsageError, type Command, type CommandContext } from '../command'
import { checkIds } from '../check-plan'
import { ControlValueFile } from '../control-values'
import { siblingCertificates } from '../file-certificates'
import { openFonts } from '../fonts'
import { onlyFile, parseOptions } from '../options'
import { partyFills, partyOf } from '../party-fills'
import { parsePlace, type PlaceOnPage } from '../place'
import { type PlanParty, readPlan } from '../plan'
import { readInput } from '../read-file'
import { RefusedInput } from '../refusal'
import { shownSeal } from '../shown-seal'
import { KEY_OPTIONS, openSigningKey, type SigningKey } from '../signing-key'
import { openTimeStamper, TSA_OPTIONS } from '../time-stamper'
import { OUTPUT_OPTIONS, outputPath, writeOutput } from '../write-file'

const LEVELS = ['B-B', 'B-T', 'B-LT', 'B-LTA'] as const
type Level = (typeof LEVELS)[number]

export const signCommand: Command = {
  name: 'sign',
  usage:
    'qianli sign FILE.pdf -o OUT.pdf (--key KEY --cert CERT [--chain FILE]… | --authority DIR --as NAME [--person]) ' +
    '[--plan PLAN.json --party ID [--values VALUES.json] | --field NAME | --at PAGE,X,Y,WIDTH,HEIGHT] ' +
    '[--seal DESIGN.json|IMAGE] [--level B-B|B-T|B-LT|B-LTA] [--tsa URL --tsa-root FILE] ' +
    '[--name TEXT] [--reason TEXT] [--location TEXT] [--force] [--json] [--lang zh|en]',
  summary: {
    zh: '为 PDF 加盖一个 PAdES 签名，只追加、不改动已有内容',
    en: 'add one PAdES signature to a PDF; bytes are only appended, earlier signatures stay as they are',
  },
  async run(args, context) {
    const { values, positionals } = parseOptions(args, {
      ...OUTPUT_OPTIONS,
      ...KEY_OPTIONS,
      ...TSA_OPTIONS,
      plan: { type: 'string' },
      party: { type: 'string' },
      values: { type: 'string' },
      field: { type: 'string' },
      at: { type: 'string' },
      seal: { type: 'string' },
      level: { type: 'string' },
      name: { type: 'string' },
      reason: { type: 'string' },
      location: { type: 'string' },
    })
    const target = await outputPath(values)
    const base = await readInput(onlyFile(positionals))
    const sha256 = createHash('sha256').update(base).digest('hex')
    const key = await openSigningKey(values, context, sha256)
    const timeStamper = (await openTimeStamper(values, context.env)) ?? key.timeStamper
    const level = levelOf(values.level, timeStamper, key)
    const now = new Date()
    const fonts = () => openFonts(context)
    const seal = values.seal === undefined ? null : await shownSeal(values.seal, fonts)
    const plan = values.plan === undefined ? null : readPlan(await readInput(values.plan), values.plan)
    if (plan) checkIds(plan)
    const party = plan && partyOf(plan, values.party)
    const filled = await ControlValueFile.read(values.values)
    const place = values.at === undefined ? undefined : parsePlace(values.at)
    if (place) checkOnPage(base, place)
    if (party && !seal) refuseUnsealed(party)
    const field = party?.id ?? fieldOf(base, values.field, place)
    const name = values.name ?? key.name
    const signed = await signPdf({
      base,
      fieldName: field,
      appearance: seal,
      slots: party ? await partyFills(base, party, { values: filled, seal, fonts, now }) : [],
      // A party of a plan has its field; where it is missing the file is not the plan's.
      ...(party ? {} : { newField: place ?? { page: 0, rect: { x: 0, y: 0, width: 0, height: 0 } } }),
      ...(name === undefined ? {} : { name }),
      ...(values.reason === undefined ? {} : { reason: values.reason }),
      ...(values.location === undefined ? {} : { location: values.location }),
      date: now,
      signer: key.signer,
      ...(level !== 'B-B' && timeStamper ? { timeStamper } : {}),
    })
    const parts = [base, signed.append]
    if (level === 'B-LT' || level === 'B-LTA') {
      const sealed = Buffer.concat(parts)
      parts.push(await longTerm(sealed, level, key, timeStamper))
    }
    await writeOutput(target, ...parts)
    report(context, values.json === true, { file: target.path, field, level, signed, parts })
    return 0
  },
}

/** What was asked for, or as much as key and time stamps allow. */
function levelOf(asked: string | undefined, timeStamper: TimeStamper | undefined, key: SigningKey): Level {
  const level = LEVELS.find((one) => one === asked)
  if (asked !== undefined && !level)
    throw new UsageError({
      zh: `--level 应为 ${LEVELS.join('、')}`,
      en: `--level must be one of ${LEVELS.join(', ')}`,
    })
  if (level !== undefined && level !== 'B-B' && !timeStamper)
    throw new UsageError({
      zh: `${level} 需要时间戳：请用 --tsa 指定`,
      en: `${level} needs time stamps: name a --tsa`,
    })
  if ((level === 'B-LT' || level === 'B-LTA') && !key.validation)
    throw new UsageError({
      zh: `${level} 需要吊销信息：请使用 --authority`,
      en: `${level} needs revocation data: use an --authority`,
    })
  return level ?? (timeStamper ? 'B-T' : 'B-B')
}

async function longTerm(
  sealed: Buffer,
  level: Level,
  key: SigningKey,
  timeStamper: TimeStamper | undefined,
): Promise<Buffer> {
  const validation = (await key.validation?.(siblingCertificates(sealed, key.signer.certificate))) ?? {}
  if (level === 'B-LT' || !timeStamper) return addDss(sealed, validation)
  return (await completeLongTerm(sealed, { timeStamper, validation })).append
}

/** A signature beside the page would be seen by nobody. */
function checkOnPage(base: Buffer, { page, rect }: PlaceOnPage): void {
  const reader = PdfReader.open(base)
  const size = page < reader.pageCount ? viewerSize(reader.page(page)) : null
  if (!size || rect.x + rect.width > size.width + 0.5 || rect.y + rect.height > size.height + 0.5)
    throw new RefusedInput('PLACE', {
      zh: `--at 不在文件的页面内（共 ${reader.pageCount} 页）`,
      en: `--at is not wholly on a page of the file (${reader.pageCount} pages)`,
    })
}

/** Places for a seal that stay empty for good must not go unnoticed. */
function refuseUnsealed({ id, seals, onAllPages, pageSeal }: PlanParty): void {
  if (seals.length === 0 && !onAllPages && !pageSeal) return
  throw new UsageError({
    zh: `计划为“${id}”预留了盖章位置：请用 --seal 给出印章`,
    en: `the plan has places for a seal of "${id}": name it with --seal`,
  })
}

/** The named field; without a name the only empty one, or a new one of its own. */
function fieldOf(base: Buffer, named: string | undefined, place: PlaceOnPage | undefined): string {
  const fields = readFormFields(PdfReader.open(base))
  if (named !== undefined) return named
  const empty = [...fields.values()].filter((field) => field.type === 'Sig' && !field.filled)
  const [only] = empty
  if (!place && only && empty.length === 1) return only.name
  if (!place && empty.length > 1)
    throw new RefusedInput('FIELD', {
      zh: `文件中有多个待签位置，请用 --field 指定：${empty.map((field) => field.name).join('、')}`,
      en: `several fields wait for a signature, name one with --field: ${empty.map((field) => field.name).join(', ')}`,
    })
  for (let i = 1; ; i++) if (!fields.has(`Signature${i}`)) return `Signature${i}`
}

function report(
  { lang, write }: CommandContext,
  json: boolean,
  done: { file: string; field: string; level: Level; signed: SignedRevision; parts: readonly Buffer[] },
): void {
  const hash = createHash('sha256')
  for (const part of done.parts) hash.update(part)
  const facts = {
    file: done.file,
    field: done.field,
    level: done.level,
    byteRange: done.signed.byteRange,
    sha256: hash.digest('hex'),
    bytes: done.parts.reduce((sum, part) => sum + part.length, 0),
  }
  if (json) write(JSON.stringify(facts, null, 2))
  else if (lang === 'zh') write(`已签名 ${facts.file}（${facts.level}，签名域 ${facts.field}）`)
  else write(`signed ${facts.file} (${facts.level}, field ${facts.field})`)
}
