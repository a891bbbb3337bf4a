import { checkEvidence, type EvidenceFault, type EvidenceReport } from '../../evidence/check-evidence'
import { checkReport, isPdf, type CheckReportOptions } from '../../evidence/report/check-report'
import { DEFAULT_VERIFICATION_LIMITS, runVerification } from '../../pdf/verify/run-verification'
import { verifyPdf } from '../../pdf/verify/verify-pdf'
import type { Command } from '../command'
import { onlyFile, parseOptions } from '../options'
import { readInput } from '../read-file'

/** As with `verify`; a package is never unsigned. */
const EXIT: Record<EvidenceReport['verdict'], number> = {
  intact: 0,
  tampered: 1,
  unreadable: 3,
  indeterminate: 4,
}

export const evidenceCommand: Command = {
  name: 'evidence',
  usage: 'qianli evidence REPORT.pdf|FILE.json [--pdf FILE.pdf] [--json] [--roots FILE] [--lang zh|en]',
  summary: {
    zh: '离线核验证据报告或证据数据：签名、封签、时间戳、证据链，以及合同文件是否与之相符',
    en: 'check an evidence report or its data offline: signatures, seal, time stamp, audit chain, and that a PDF belongs to it',
  },
  async run(args, context) {
    const { values, positionals } = parseOptions(args, {
      roots: { type: 'string', multiple: true },
      pdf: { type: 'string' },
    })
    const input = await readInput(onlyFile(positionals))
    const options = {
      roots: await Promise.all((values.roots ?? []).map(readInput)),
      pdf: values.pdf === undefined ? undefined : await readInput(values.pdf),
    }
    const { script } = context
    const verify: CheckReportOptions['verify'] = async (pdf, how) =>
      script ? runVerification(script, pdf, how, DEFAULT_VERIFICATION_LIMITS) : verifyPdf(pdf, how)
    const report = isPdf(input)
      ? await checkReport(input, { ...options, verify })
      : checkEvidence(input.toString('utf8'), options)
    if (values.json) context.write(JSON.stringify(report, null, 2))
    else for (const line of print(report, context.lang)) context.write(line)
    return EXIT[report.verdict]
  },
}

const VERDICT: Record<EvidenceReport['verdict'], readonly [string, string]> = {
  intact: ['证据完整：封签有效，证据链未断', 'INTACT: the seal holds and the chain is whole'],
  tampered: ['证据被改动', 'TAMPERED: the evidence was changed'],
  unreadable: ['不是可读的证据包', 'UNREADABLE: not an evidence package'],
  indeterminate: ['无法确定', 'INDETERMINATE'],
}

const FAULT: Record<EvidenceFault, readonly [string, string]> = {
  'not-evidence': ['不是证据包格式', 'not in the format of an evidence package'],
  'seal-unreadable': ['封签无法读取', 'the seal cannot be read'],
  'seal-broken': ['内容在封签之后被改动', 'the content was changed after sealing'],
  'seal-unchecked': ['封签无法验证', 'the seal cannot be checked'],
  'certificate-forged': ['封签证书与颁发者不符', 'the certificate of the seal was not made by its issuer'],
  'time-stamp-missing': ['没有时间戳', 'there is no time stamp'],
  'time-stamp-broken': ['时间戳无效', 'the time stamp does not hold'],
  'chain-broken': ['证据链断裂', 'the chain is broken'],
  'contract-differs': ['证据链属于另一份合同', 'the chain belongs to another contract'],
  'file-not-in-chain': ['文件哈希不在证据链中', 'a file hash stands in no event of the chain'],
  'pdf-differs': ['所给 PDF 不是本合同的文件', 'the given PDF is not a file of this contract'],
  'pdf-is-earlier': ['所给 PDF 是较早的版本', 'the given PDF is an earlier revision'],
  'report-broken': ['报告在签名之后被改动或截断', 'the report was changed or cut after it was signed'],
  'report-unchecked': ['报告的签名未能完全验证', 'the signatures of the report could not be fully checked'],
  'report-of-other': [
    '报告的签名者与证据封签者不是同一人，版面内容不可信',
    'the report was signed by somebody else than the data inside it: do not rely on its pages',
  ],
  'pages-differ': [
    '版面由其他版本的程序生成，未能逐字比对；请以附件数据为准',
    'the pages were set by another version and could not be compared; the attached data count',
  ],
}

function print(report: EvidenceReport, lang: 'zh' | 'en'): string[] {
  const pick = (words: readonly [string, string]) => words[lang === 'zh' ? 0 : 1]
  const lines = [pick(VERDICT[report.verdict])]
  if (report.contract) {
    lines.push(`${report.contract.name ?? ''} ${report.contract.id}`.trim())
    lines.push(`SHA-256 ${report.sha256}`)
    lines.push(
      lang === 'zh'
        ? `事件 ${report.events}，文件版本 ${report.files}`
        : `${report.events} events, ${report.files} file revisions`,
    )
  }
  if (report.sealedBy) {
    const at = report.sealedAt === null ? '?' : new Date(report.sealedAt).toISOString()
    lines.push(lang === 'zh' ? `封签：${report.sealedBy}，${at}` : `sealed by ${report.sealedBy} at ${at}`)
  }
  for (const { fault, severity, subject } of report.findings) {
    lines.push(
      `${severity === 'warning' ? '!' : '✗'} ${pick(FAULT[fault])}${subject === '' ? '' : ` (${subject})`}`,
    )
  }
  return lines.map((line) => line.replace(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd'))
}
