import { z } from 'zod'
import type { AuditEvent } from '../audit-chain'
import { shanghai, type Label } from './report-style'

/** The chain is data of many versions: what a field should be and is not is left out, never guessed. */
const text = z.string().optional().catch(undefined)
const number = z.number().optional().catch(undefined)
const flag = z.boolean().optional().catch(undefined)

/** What the report reads of an event. */
const eventData = z.object({
  partyId: text,
  party: text,
  handler: text,
  method: text,
  reason: text,
  level: text,
  number: text,
  name: text,
  sha256: text,
  revision: number,
  source: z.object({ sha256: text, filename: text }).optional().catch(undefined),
  document: z
    .object({ read: text, before: text, revision: number, sha256: text, size: number })
    .optional()
    .catch(undefined),
  challenge: z
    .object({ id: text, passedAt: number, reference: text, simulated: flag })
    .optional()
    .catch(undefined),
  identity: z
    .object({
      name: text,
      idNumberMasked: text,
      phoneMasked: text,
      verifiedAt: number,
      reference: text,
      simulated: flag,
    })
    .optional()
    .catch(undefined),
  organization: z
    .object({ name: text, creditCode: text, verifiedAt: number, simulated: flag })
    .optional()
    .catch(undefined),
  seals: z
    .array(z.object({ id: text, name: text }))
    .optional()
    .catch(undefined),
  certificate: z.object({ sha256: text }).optional().catch(undefined),
  timeStamp: z.object({ at: number, by: text }).optional().catch(undefined),
  origin: z.object({ ip: text, device: text, channel: text }).optional().catch(undefined),
})
export type EventData = z.infer<typeof eventData>

export const dataOf = (event: AuditEvent): EventData => eventData.parse(event.data)

const eventNames: Record<string, Label> = {
  'contract.started': ['合同发起', 'Contract sent'],
  'party.opened': ['签署方打开合同', 'Party opened the contract'],
  'party.signed': ['签署', 'Signed'],
  'contract.completed': ['全部签署完成', 'All parties have signed'],
  'file.closed': ['文件封存', 'File closed'],
  'party.refused': ['拒签', 'Refused'],
  'contract.revoked': ['撤销', 'Revoked'],
  'contract.expired': ['过期', 'Expired'],
}

export const eventName = (type: string): Label => eventNames[type] ?? [type, type]

const methods: Record<string, string> = {
  face: '人脸识别',
  captcha: '短信验证码',
  password: '签署密码',
}

/** How a signer proved that it was he who wanted to sign. */
export const methodName = (method: string | undefined): string =>
  method === undefined ? '—' : (methods[method] ?? method)

const channels: Record<string, string> = { wechat: '微信小程序', browser: '浏览器' }

/** Where an act came from. */
export const originText = (origin: EventData['origin']): string =>
  origin
    ? [channels[origin.channel ?? ''] ?? origin.channel, origin.ip && `IP ${origin.ip}`, origin.device]
        .filter(Boolean)
        .join('，')
    : '—'

/** What an event did, line by line; its data in full is in the attached JSON. */
export function eventLines(event: AuditEvent): string[] {
  const data = dataOf(event)
  const { document, source, certificate, timeStamp, challenge } = data
  return [
    data.party && `签署方：${data.party}${data.handler ? `（经办人 ${data.handler}）` : ''}`,
    source?.filename && `上传文件：${source.filename}`,
    source?.sha256 && `上传文件 SHA-256\n${source.sha256}`,
    data.method && `意愿认证：${methodName(data.method)}，通过于 ${shanghai(challenge?.passedAt)}`,
    document?.revision !== undefined && `文件第 ${document.revision} 版，${document.size ?? '—'} 字节`,
    document?.sha256 && `文件 SHA-256\n${document.sha256}`,
    !document && data.revision !== undefined && `文件第 ${data.revision} 版`,
    !document && data.sha256 && `文件 SHA-256\n${data.sha256}`,
    data.level && `签名等级：${data.level}`,
    timeStamp && `文档时间戳：${shanghai(timeStamp.at)}，${timeStamp.by ?? '—'}`,
    certificate?.sha256 && `签名证书 SHA-256\n${certificate.sha256}`,
    data.origin && `来源：${originText(data.origin)}`,
    data.reason && `原因：${data.reason}`,
  ].filter((line): line is string => typeof line === 'string' && line !== '')
}
