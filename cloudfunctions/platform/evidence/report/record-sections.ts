import type { FlowBlock } from '../../flow/model'
import { checkChain, type AuditEvent } from '../audit-chain'
import type { EvidencePackage } from '../evidence-package'
import { eventLines, eventName } from './event-words'
import { readPrintedCertificate } from './report-contents'
import {
  factTable,
  gridTable,
  heading,
  note,
  paragraph,
  shanghai,
  style,
  subheading,
  type Fact,
} from './report-style'

/** Every revision of the file with its hash. */
export const fileSection = ({ files }: EvidencePackage): FlowBlock[] => [
  heading(['三、文件版本', '3. File revisions']),
  gridTable(
    [60, 83, 340],
    [
      ['版本', 'Revision'],
      ['字节数', 'Bytes'],
      ['SHA-256', ''],
    ],
    files.map(({ revision, bytes, sha256 }) => [`第 ${revision} 版`, String(bytes), sha256]),
  ),
  note('每一版都以前一版的全部字节开头：后一次签署只在文件末尾追加，不改动已有内容。'),
]

/** Certificates of signers, issuers and time-stamp authorities. */
export const certificateSection = (certificates: readonly string[]): FlowBlock[] => [
  heading(['四、数字证书', '4. Certificates']),
  ...certificates.flatMap((base64, i): FlowBlock[] => {
    const certificate = readPrintedCertificate(base64)
    if (!certificate) return [note(`${i + 1}. 无法读取的证书`)]
    return [
      subheading(`${i + 1}. ${certificate.name}`),
      factTable([
        { label: ['主体', 'Subject'], value: certificate.subject },
        { label: ['颁发者', 'Issuer'], value: certificate.issuer },
        { label: ['序列号', 'Serial number'], value: certificate.serialNumber },
        {
          label: ['有效期', 'Valid'],
          value: `${shanghai(certificate.notBefore)} 至 ${shanghai(certificate.notAfter)}`,
        },
        { label: ['SHA-256', 'Fingerprint'], value: certificate.fingerprint },
      ]),
    ]
  }),
]

/** The whole chain, event by event. */
export const chainSection = (chain: readonly unknown[]): FlowBlock[] => [
  heading(['五、证据链', '5. Audit chain']),
  factTable([chainResult(chain as readonly AuditEvent[])]),
  note(
    '每一条记录的哈希覆盖其全部内容和上一条的哈希（SHA-256，RFC 8785 规范化 JSON）：任何一条被改动、删除、插入或调换，其后的哈希都不再相符。',
  ),
  paragraph('', style(4)),
  gridTable(
    [26, 128, 329],
    [
      ['#', ''],
      ['时间与操作', 'Time and act'],
      ['内容', 'Record'],
    ],
    (chain as readonly AuditEvent[]).map((event) => {
      const [zh, en] = eventName(event.type)
      const actor = event.actor.name
        ? `操作人：${event.actor.name}`
        : event.actor.kind === 'system'
          ? '系统'
          : ''
      return [
        String(event.seq),
        [zh, en === zh ? '' : en, shanghai(event.at)].filter(Boolean).join('\n'),
        [actor, ...eventLines(event), `本条哈希\n${event.hash}`].filter(Boolean).join('\n'),
      ]
    }),
  ),
]

/** The chain is counted again when the report is made; who reads it may count it a third time. */
function chainResult(chain: readonly AuditEvent[]): Fact {
  const faults = checkChain(chain)
  return {
    label: ['逐条校验', 'Checked link by link'],
    value:
      faults.length === 0
        ? `${chain.length} 条记录的哈希与前后衔接全部相符`
        : `第 ${[...new Set(faults.map(({ index }) => index + 1))].join('、')} 条不相符`,
    tone: faults.length === 0 ? 'done' : 'refused',
  }
}

/** How anybody checks all of this without the platform. */
export const checkingSection = (sha256: string): FlowBlock[] => [
  heading(['六、如何离线核验', '6. How to check offline']),
  ...[
    '1. 本报告是带数字签名和可信时间戳的 PDF，证据数据 evidence.json 是它的附件。用任意 PDF 阅读器打开“签名”面板可见签名是否有效；阅读器提示颁发者未知时，请先导入签发机构的根证书（列于“数字证书”一节，其指纹可向签发机构核对）。',
    '2. 用开源命令行工具核验本报告与合同文件，无需联网，也无需本平台：\nqianli evidence 报告.pdf --pdf 合同.pdf\n它检查报告的签名、附件的封签与时间戳、证据链的每一环，以及合同文件的哈希是否与证据一致；退出码 0 为完整，1 为被改动。',
    '3. 单独核验合同文件：qianli verify 合同.pdf；或用任意支持 PAdES 的阅读器、OpenSSL（openssl cms -verify）核验其中的签名。',
    `4. 手工核对：从 PDF 阅读器的附件面板保存 evidence.json，其 SHA-256 应为 ${sha256}；合同文件的 SHA-256 应与“文件版本”一节最后一版相同。`,
  ].map((text) =>
    paragraph(text, style(9.5), {
      spacing: { before: 4, after: 4, line: { rule: 'multiple', factor: 1.3 } },
    }),
  ),
]
