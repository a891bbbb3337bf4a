import type { FlowBlock, FlowDocument, FlowParagraph, PageField } from '../../flow/model'
import type { EvidencePackage } from '../evidence-package'
import { readContract, readSeal, readVerification } from './report-contents'
import { chainSection, certificateSection, checkingSection, fileSection } from './record-sections'
import { colors, factTable, note, notice, paragraph, shanghai, style, type Fact } from './report-style'
import { partySection } from './party-section'
import { verificationSection } from './verification-section'

export interface ReportSource {
  evidence: EvidencePackage
  /** SHA-256 of the JSON file that is printed, hex: stands on every page */
  sha256: string
}

export const reportTitle = '签署证据报告'

/**
 * The evidence for people to read, as a document to be set in pages. A pure function of the package: it can say nothing
 * that the package does not say. Chinese with English labels; times in Asia/Shanghai.
 */
export function reportDocument({ evidence, sha256 }: ReportSource): FlowDocument {
  const contract = readContract(evidence.contract)
  const verification = readVerification(evidence.verification)
  const blocks: FlowBlock[] = [
    ...summary(evidence, sha256),
    ...verificationSection(verification),
    ...partySection(contract, evidence.chain, verification),
    ...fileSection(evidence),
    ...certificateSection(evidence.certificates),
    ...chainSection(evidence.chain),
    ...checkingSection(sha256),
  ]
  return {
    title: `${reportTitle}：${contract.name ?? contract.id}`,
    sections: [
      {
        page: { width: 595, height: 842, margins: { top: 68, right: 56, bottom: 64, left: 56 } },
        headers: { default: [runningHead(contract.number ?? contract.id)], first: [] },
        footers: { default: [runningFoot(sha256)] },
        blocks,
      },
    ],
  }
}

function summary(evidence: EvidencePackage, sha256: string): FlowBlock[] {
  const contract = readContract(evidence.contract)
  const verification = readVerification(evidence.verification)
  const last = [...evidence.files].sort((a, b) => a.revision - b.revision).at(-1)
  const seal = readSeal(evidence)
  const intact = verification?.verdict === 'intact'
  const facts: Fact[] = [
    { label: ['合同名称', 'Contract'], value: contract.name ?? '—' },
    { label: ['合同编号', 'Number'], value: contract.number ?? contract.id },
    {
      label: ['发起方', 'Sent by'],
      value: [contract.initiator?.organization, contract.initiator?.name].filter(Boolean).join('，') || '—',
    },
    { label: ['发起时间', 'Sent'], value: shanghai(contract.createdAt) },
    { label: ['完成时间', 'Completed'], value: shanghai(contract.completedAt) },
    {
      label: ['签署方', 'Parties'],
      value: contract.parties.map((party) => party.name ?? '—').join('\n') || '—',
    },
    ...(last
      ? [
          {
            label: ['合同文件', 'Contract file'] as const,
            value: `第 ${last.revision} 版，${last.bytes} 字节\nSHA-256 ${last.sha256}`,
          },
        ]
      : []),
    ...(verification
      ? [
          {
            label: ['核验结论', 'Result'] as const,
            value: intact ? '完整：全部签名有效，签署后未被改动' : '存在问题，见“核验结果”',
            tone: intact ? ('done' as const) : ('refused' as const),
          },
        ]
      : []),
    {
      label: ['证据出具方', 'Issued by'],
      value: seal
        ? `${seal.certificate.name}\n证书序列号 ${seal.certificate.serialNumber}\n证书 SHA-256 ${seal.certificate.fingerprint}`
        : '—',
    },
    {
      label: ['证据形成时间', 'Evidence made'],
      value: `${shanghai(evidence.createdAt)}${seal?.at ? `\n${shanghai(seal.at)}（可信时间戳）` : ''}`,
    },
    { label: ['证据数据', 'Evidence data'], value: `附件 evidence.json\nSHA-256 ${sha256}` },
  ]
  return [
    paragraph(reportTitle, style(24, { face: 'song', bold: true }), { spacing: { before: 4 } }),
    paragraph('Evidence Report of an Electronic Contract', style(10, { color: colors.soft }), {
      spacing: { before: 2, after: 14 },
      borders: { bottom: { style: 'single', width: 1.5, color: colors.ink, space: 10 } },
    }),
    ...(contract.simulated
      ? [
          notice(
            '演示记录：本合同的身份核验、通知或企业认证中有一项或多项由模拟服务完成，不具有法律效力。\nSimulated services took part in this contract. For demonstration only, without legal effect.',
            'refused',
          ),
        ]
      : []),
    factTable(facts),
    note(
      '本报告由所附证据数据（evidence.json）自动排版生成，不含数据之外的内容；两者如有出入，以数据为准。时间均为北京时间（Asia/Shanghai，UTC+08:00）。证件号码、手机号码已脱敏。',
    ),
  ]
}

function runningHead(number: string): FlowParagraph {
  const small = style(8, { color: colors.soft })
  return {
    kind: 'paragraph',
    inlines: [
      { kind: 'text', text: reportTitle, style: small },
      { kind: 'tab', style: small },
      { kind: 'text', text: number, style: small },
    ],
    style: small,
    tabs: [{ position: 483, align: 'right' }],
    borders: { bottom: { style: 'single', width: 0.5, color: colors.line, space: 4 } },
  }
}

function runningFoot(sha256: string): FlowParagraph {
  const small = style(6.5, { color: colors.soft })
  const field = (which: PageField['field']): PageField => ({ kind: 'field', field: which, style: small })
  return {
    kind: 'paragraph',
    inlines: [
      { kind: 'text', text: `evidence.json SHA-256 ${sha256}`, style: small },
      { kind: 'tab', style: small },
      { kind: 'text', text: '第 ', style: small },
      field('page'),
      { kind: 'text', text: ' 页，共 ', style: small },
      field('pages'),
      { kind: 'text', text: ' 页', style: small },
    ],
    style: small,
    tabs: [{ position: 483, align: 'right' }],
  }
}
