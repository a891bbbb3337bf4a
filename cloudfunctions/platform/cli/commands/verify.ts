import { DEFAULT_VERIFICATION_LIMITS, runVerification } from '../../pdf/verify/run-verification'
import type { VerificationReport, VerifyOptions } from '../../pdf/verify/report'
import { verifyPdf } from '../../pdf/verify/verify-pdf'
import { UsageError, type Command } from '../command'
import { onlyFile, parseOptions } from '../options'
import { readInput } from '../read-file'
import { printReport } from '../print-report'

/** Exit codes, fixed: scripts depend on them. */
const EXIT: Record<VerificationReport['verdict'], number> = {
  intact: 0,
  tampered: 1,
  unsigned: 2,
  unreadable: 3,
  indeterminate: 4,
}

export const verifyCommand: Command = {
  name: 'verify',
  usage: 'qianli verify FILE.pdf [--json] [--roots FILE] [--sha256 HEX] [--signatures N] [--lang zh|en]',
  summary: {
    zh: '验证任意 PDF 的签名：完整 0、被改动 1、未签名 2、无法读取 3、无法确定 4',
    en: 'verify the signatures of any PDF: intact 0, tampered 1, unsigned 2, unreadable 3, indeterminate 4',
  },
  async run(args, context) {
    const { values, positionals } = parseOptions(args, {
      roots: { type: 'string', multiple: true },
      sha256: { type: 'string' },
      signatures: { type: 'string' },
    })
    const file = onlyFile(positionals)
    const options: VerifyOptions = {
      roots: await Promise.all((values.roots ?? []).map(readInput)),
      expected: { sha256: hash(values.sha256), signatures: count(values.signatures) },
    }
    const bytes = await readInput(file)
    const report = context.script
      ? await runVerification(context.script, bytes, options, DEFAULT_VERIFICATION_LIMITS)
      : verifyPdf(bytes, options)
    if (values.json) context.write(JSON.stringify(report, null, 2))
    else for (const line of printReport(report, context.lang)) context.write(line)
    return EXIT[report.verdict]
  },
}

function hash(value: string | undefined): string | undefined {
  if (value === undefined || /^[0-9a-f]{64}$/i.test(value)) return value
  throw new UsageError({ zh: '--sha256 应为 64 位十六进制', en: '--sha256 must be 64 hex digits' })
}

function count(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  if (/^\d{1,4}$/.test(value)) return Number(value)
  throw new UsageError({ zh: '--signatures 应为数字', en: '--signatures must be a number' })
}
