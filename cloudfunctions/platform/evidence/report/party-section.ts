import type { FlowBlock } from '../../flow/model'
import type { AuditEvent } from '../audit-chain'
import { dataOf, methodName, originText, type EventData } from './event-words'
import type { ContractSummary, PrintedSignature, PrintedVerification } from './report-contents'
import { factTable, heading, shanghai, subheading, type Fact, type Label } from './report-style'
import { signatureTime } from './verification-section'

type Party = ContractSummary['parties'][number]

/** Who took part, how each was identified, how and when each signed. */
export function partySection(
  contract: ContractSummary,
  chain: readonly unknown[],
  verification: PrintedVerification | null,
): FlowBlock[] {
  const events = chain as readonly AuditEvent[]
  return [
    heading(['二、签署方与身份核验', '2. Parties and identity']),
    ...contract.parties.flatMap((party, i) => {
      const event = events.find((e) => e.type === 'party.signed' && e.data['partyId'] === party.id)
      const data = event ? dataOf(event) : null
      const signature = verification?.signatures.find(
        (s) =>
          data?.certificate?.sha256 !== undefined && s.certificate?.fingerprint === data.certificate.sha256,
      )
      return [
        subheading(`${i + 1}. ${party.name ?? '—'}（${party.kind === 'organization' ? '企业' : '个人'}）`),
        factTable([...identityFacts(party, data), ...actFacts(party, event, data, signature)]),
      ]
    }),
  ]
}

const simulatedNote = (simulated: boolean | undefined): string => (simulated ? '（模拟服务，仅供演示）' : '')

function identityFacts(party: Party, data: EventData | null): Fact[] {
  const facts: (Fact | null)[] = [fact(['签署方', 'Party'], party.name)]
  const { organization, identity } = data ?? {}
  if (organization)
    facts.push(
      fact(['统一社会信用代码', 'Credit code'], organization.creditCode),
      fact(
        ['企业认证', 'Company verified'],
        `${shanghai(organization.verifiedAt)}${simulatedNote(organization.simulated)}`,
      ),
    )
  if (party.handler) facts.push(fact(['经办人', 'Handler'], party.handler))
  facts.push(fact(['手机号码', 'Mobile'], identity?.phoneMasked ?? party.phone))
  if (identity)
    facts.push(
      fact(['实名姓名', 'Verified name'], identity.name),
      fact(['证件号码', 'ID number'], identity.idNumberMasked),
      fact(
        ['实名认证', 'Identity verified'],
        `人脸识别与权威数据源比对，${shanghai(identity.verifiedAt)}${simulatedNote(identity.simulated)}`,
      ),
      fact(['实名认证流水号', 'Reference'], identity.reference),
    )
  return facts.filter((item) => item !== null)
}

function actFacts(
  party: Party,
  event: AuditEvent | undefined,
  data: EventData | null,
  signature: PrintedSignature | undefined,
): Fact[] {
  if (!event || !data) return [{ label: ['签署', 'Signature'], value: '未签署', tone: 'wait' }]
  const { challenge, document, seals, certificate } = data
  const facts = [
    fact(
      ['意愿认证', 'Proof of intent'],
      `${methodName(data.method)}，通过于 ${shanghai(challenge?.passedAt)}${simulatedNote(challenge?.simulated)}`,
    ),
    fact(['意愿认证流水号', 'Reference of the proof'], challenge?.reference),
    fact(['签署时间', 'Signed'], shanghai(party.signedAt ?? event.at)),
    fact(['可信时间', 'Trusted time'], signature && signatureTime(signature)),
    fact(['所签文本', 'Text signed'], document?.read && `SHA-256 ${document.read}`),
    fact(
      ['签署后文件', 'File after signing'],
      document?.sha256 && `第 ${document.revision ?? '—'} 版\nSHA-256 ${document.sha256}`,
    ),
    fact(['使用印章', 'Seals'], seals?.map((seal) => seal.name ?? seal.id ?? '—').join('，')),
    fact(['签署环境', 'Origin'], originText(data.origin)),
    fact(['签名证书', 'Certificate'], certificate?.sha256 && `SHA-256 ${certificate.sha256}`),
  ]
  return facts.filter((item) => item !== null)
}

const fact = (label: Label, value: string | null | undefined): Fact | null =>
  value ? { label, value } : null
