import type { Verification } from '#types/verification'
import { defineTexts } from '@/locales/texts'

type Words<K extends string> = Record<K, string>

const zh = {
  title: '文件核验',
  intro: '逐个检查文件里的签名、时间戳与证书，并与平台记录的哈希和签名数量比对。',
  start: '核验文件',
  again: '重新核验',
  busy: '正在核验…',
  failed: '没有核验成功',
  verdict: {
    intact: '文件完整，签署后未被改动',
    tampered: '文件与签署时不符',
    unsigned: '文件还没有签名',
    unreadable: '文件无法读取',
    indeterminate: '有签名未能完全核验',
  } satisfies Words<Verification['verdict']>,
  count: (found: number, expected: number) =>
    expected === 0 && found === 0
      ? '签署方签署后会出现签名与时间戳'
      : found === expected
        ? `${found} 个签名与时间戳齐全`
        : `应有 ${expected} 个签名与时间戳，实有 ${found} 个`,
  checkedAt: (when: string) => `核验于 ${when}`,
  evidence: '证据',
  report: '证据报告',
  reportNote: 'PDF，带签名和时间戳，内附全部证据数据',
  data: '证据数据',
  dataNote: 'JSON，可用开源工具离线核验',
  closed: '长期验证',
  closedYes: '已封存，证书到期后仍可验证',
  closedNo: '封存中，稍后自动完成',
}

export const verificationTexts = defineTexts(zh, {
  title: 'Verification',
  intro:
    'Checks every signature, time stamp and certificate in the file, against the hash and the number of signatures on record.',
  start: 'Verify the file',
  again: 'Verify again',
  busy: 'Verifying…',
  failed: 'It could not be verified',
  verdict: {
    intact: 'The file is intact; nothing was changed after signing',
    tampered: 'The file is not what was signed',
    unsigned: 'There is no signature yet',
    unreadable: 'The file cannot be read',
    indeterminate: 'Some signatures could not be fully checked',
  },
  count: (found, expected) => {
    if (expected === 0 && found === 0) return 'Signatures and time stamps appear once the parties sign'
    if (found !== expected) return `${expected} signatures and time stamps are due, ${found} found`
    return found === 1
      ? 'The one signature due is there'
      : `All ${found} signatures and time stamps are there`
  },
  checkedAt: (when) => `Verified ${when}`,
  evidence: 'Evidence',
  report: 'Evidence report',
  reportNote: 'PDF, signed and time-stamped, with all data inside',
  data: 'Evidence data',
  dataNote: 'JSON, can be checked offline with an open tool',
  closed: 'Long-term',
  closedYes: 'Closed: can be verified after certificates expire',
  closedNo: 'Being closed, done by itself in a moment',
})
