import type { SignatureReport, VerificationReport } from '../pdf/verify/report'

type Lang = 'zh' | 'en'
type Words<K extends string> = Record<K, readonly [zh: string, en: string]>

/** What scripts of people look for; the sentence beside it is the report's own. */
const VERDICT: Words<VerificationReport['verdict']> = {
  intact: ['完整', 'INTACT'],
  tampered: ['被改动', 'TAMPERED'],
  unsigned: ['未签名', 'UNSIGNED'],
  unreadable: ['无法读取', 'UNREADABLE'],
  indeterminate: ['无法确定', 'INDETERMINATE'],
}

const INTEGRITY: Words<SignatureReport['integrity']> = {
  ok: ['签名有效', 'signature valid'],
  broken: ['签名无效', 'signature INVALID'],
  unknown: ['无法验证', 'cannot be checked'],
  empty: ['签名为空', 'empty'],
}

const COVERAGE: Words<SignatureReport['coverage']> = {
  'whole-file': ['覆盖整个文件', 'covers the whole file'],
  revision: ['覆盖签署时的完整版本', 'covers the whole file as it was when signed'],
  partial: ['未完整覆盖文件', 'does not cover the file'],
}

const AFTER: Words<SignatureReport['changesAfter']['level']> = {
  none: ['之后无改动', 'nothing changed after'],
  extended: ['之后仅补充了验证资料或属性', 'only validation data or properties were added after'],
  signed: ['之后仅有他人签署', 'only further signatures after'],
  filled: ['之后仅有他人填写并签署', 'only fields filled and signed by others after'],
  modified: ['之后有不允许的改动', 'CHANGED after signing'],
  unknown: ['之后的改动未能判断', 'later changes could not be judged'],
}

const TRUST: Words<SignatureReport['trust']['status']> = {
  trusted: ['证书可信', 'certificate trusted'],
  'unknown-root': ['证书颁发者未知（未提供其根证书）', 'certificate issuer unknown (its root was not given)'],
  incomplete: ['证书链不完整', 'certificate chain incomplete'],
  invalid: ['证书链无效', 'certificate chain INVALID'],
  expired: ['签署时证书不在有效期', 'certificate was not valid at that time'],
  revoked: ['证书已吊销', 'certificate REVOKED'],
  'no-certificate': ['无证书', 'no certificate'],
}

const LEVEL: Words<SignatureReport['level']> = {
  'B-B': ['PAdES B-B', 'PAdES B-B'],
  'B-T': ['PAdES B-T，带时间戳', 'PAdES B-T, time-stamped'],
  'B-LT': ['PAdES B-LT，带验证资料', 'PAdES B-LT, with validation data'],
  'B-LTA': ['PAdES B-LTA，可长期验证', 'PAdES B-LTA, can be checked for long'],
  basic: ['基本签名', 'basic signature'],
  'time-stamp': ['时间戳', 'time stamp'],
}

const SOURCE: Words<SignatureReport['timeSource']> = {
  'signature-timestamp': ['签名时间戳', 'signature time stamp'],
  'document-timestamp': ['文档时间戳', 'document time stamp'],
  claimed: ['签署者自述', 'claimed by the signer'],
  none: ['无时间', 'no time'],
}

const SEVERITY = { tampered: '✗', doubt: '?', warning: '!', info: '·' } as const

/** The report for people, line by line. */
export function printReport(report: VerificationReport, lang: Lang): string[] {
  const pick = (words: readonly [string, string]) => words[lang === 'zh' ? 0 : 1]
  const lines = [`${pick(VERDICT[report.verdict])}  ${report.summary[lang]}`]
  const pages = report.pages === null ? '?' : String(report.pages)
  lines.push(
    lang === 'zh'
      ? `页数 ${pages}，签名 ${report.signatures.length}`
      : `pages: ${pages}, signatures: ${report.signatures.length}`,
  )
  report.signatures.forEach((signature, index) => {
    lines.push(
      '',
      `${index + 1}. ${signature.signer?.name ?? '?'}${signature.field ? ` [${signature.field}]` : ''}`,
    )
    if (signature.signer?.organization && signature.signer.organization !== signature.signer.name) {
      lines.push(`   ${signature.signer.organization}`)
    }
    lines.push(
      `   ${pick(INTEGRITY[signature.integrity])}${comma(lang)}${pick(COVERAGE[signature.coverage])}`,
    )
    lines.push(`   ${pick(AFTER[signature.changesAfter.level])}`)
    const time = signature.time === null ? '' : `${localTime(signature.time)} `
    lines.push(`   ${time}(${pick(SOURCE[signature.timeSource])})  ${pick(LEVEL[signature.level])}`)
    lines.push(`   ${pick(TRUST[signature.trust.status])}`)
  })
  if (report.findings.length > 0) lines.push('')
  for (const finding of report.findings) {
    const about = finding.signature === null ? '' : `[${finding.signature + 1}] `
    lines.push(`${SEVERITY[finding.severity]} ${about}${finding.text[lang]}`)
  }
  const told = report.revisions.filter((revision) => revision.changes.length > 0)
  if (told.length > 0) lines.push('', lang === 'zh' ? '各版本的改动：' : 'What each revision changed:')
  for (const revision of told) {
    const texts = [...new Set(revision.changes.map((change) => change[lang]))]
    const label = lang === 'zh' ? `第 ${revision.index + 1} 版：` : `revision ${revision.index + 1}: `
    lines.push(`  ${label}${texts.join(lang === 'zh' ? '；' : '; ')}`)
  }
  return lines.map(printable)
}

const comma = (lang: Lang): string => (lang === 'zh' ? '，' : ', ')

/** Local time with its distance from UTC, e.g. 2026-11-22 14:03:05 +08:00. */
function localTime(time: number): string {
  const minutes = -new Date(time).getTimezoneOffset()
  const date = new Date(time + minutes * 60_000)
  if (Number.isNaN(date.getTime())) return '?'
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const zone = `${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} ${zone}`
}

/** Names come from the file: control characters and text-direction marks must not reach a terminal. */
const printable = (line: string): string =>
  line.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
