import type { FlowBlock } from '../../flow/model'
import type { PrintedSignature, PrintedVerification } from './report-contents'
import { factTable, gridTable, heading, note, paragraph, shanghai, style, type Tone } from './report-style'

const verdicts: Record<string, readonly [text: string, tone: Tone]> = {
  intact: ['完整：全部签名有效，签署后未被改动', 'done'],
  tampered: ['被改动：文件与签署时不符', 'refused'],
  unsigned: ['没有签名', 'refused'],
  unreadable: ['无法读取', 'refused'],
  indeterminate: ['无法确定', 'wait'],
}

const integrities: Record<string, string> = {
  ok: '签名有效',
  broken: '签名无效',
  unknown: '无法验证',
  empty: '签名为空',
}

const afterwards: Record<string, string> = {
  none: '之后无改动',
  extended: '之后仅补充验证资料',
  signed: '之后仅有他人签署',
  filled: '之后仅有他人填写并签署',
  modified: '之后有不允许的改动',
  unknown: '之后的改动未能判断',
}

const trusts: Record<string, string> = {
  trusted: '证书有效',
  'unknown-root': '颁发者未知',
  incomplete: '证书链不完整',
  invalid: '证书链无效',
  expired: '签署时证书不在有效期',
  revoked: '证书已吊销',
  'no-certificate': '无证书',
}

const sources: Record<string, string> = {
  'signature-timestamp': '签名时间戳',
  'document-timestamp': '文档时间戳',
  claimed: '签署者自述',
  none: '无时间',
}

const word = (words: Record<string, string>, key: string | null | undefined): string =>
  key === null || key === undefined ? '—' : (words[key] ?? key)

/** Time of a signature and who vouches for it. */
export const signatureTime = ({ time, timeSource }: PrintedSignature): string =>
  `${shanghai(time)}（${word(sources, timeSource)}）`

const nameOf = ({ kind, party, certificate }: PrintedSignature): string =>
  kind === 'document-time-stamp'
    ? `封存时间戳\n${certificate?.name ?? '—'}`
    : (party ?? certificate?.name ?? '—')

/** What verifying the file gave, signature by signature and revision by revision. */
export function verificationSection(verification: PrintedVerification | null): FlowBlock[] {
  if (!verification) return []
  const { verdict, signatures, revisions } = verification
  const [text, tone] = verdicts[verdict] ?? [verdict, 'wait' as const]
  return [
    heading(['一、核验结果', '1. Verification']),
    factTable([
      { label: ['结论', 'Result'], value: text, tone },
      { label: ['核验时间', 'Verified'], value: shanghai(verification.checkedAt) },
      {
        label: ['签名与时间戳', 'Signatures'],
        value: `应有 ${verification.expected ?? '—'} 个，实有 ${verification.found ?? '—'} 个`,
      },
    ]),
    paragraph('', style(6)),
    gridTable(
      [22, 118, 128, 60, 155],
      [
        ['#', ''],
        ['签署方', 'Signer'],
        ['时间', 'Time'],
        ['等级', 'Level'],
        ['结果', 'Result'],
      ],
      signatures.map((signature, i) => [
        String(i + 1),
        nameOf(signature),
        signatureTime(signature),
        signature.kind === 'document-time-stamp' ? '时间戳' : (signature.level ?? '—'),
        [
          word(integrities, signature.integrity),
          word(afterwards, signature.changesAfter),
          word(trusts, signature.trust),
        ].join('，'),
      ]),
    ),
    note(
      '等级依 ETSI EN 319 142-1（PAdES）：B-T 带可信时间戳；B-LTA 另附证书、吊销信息与文档时间戳，证书到期后仍可验证。',
    ),
    paragraph('', style(4)),
    gridTable(
      [110, 373],
      [
        ['截至字节', 'Up to byte'],
        ['该次保存的内容', 'What was saved'],
      ],
      revisions
        .filter((revision) => revision.changes.length > 0)
        .map(({ size, changes }) => [String(size ?? '—'), changes.map((c) => c.zh).join('；')]),
    ),
  ]
}
