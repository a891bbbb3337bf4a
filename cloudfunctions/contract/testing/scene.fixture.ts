import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { PartyInput } from '#types/contract'
import { samplePdf } from '#platform/pdf/testing/sample-files'
import { Rooms } from './room.fixture'

export const company = { id: 'org-yunshan', name: '上海云杉科技有限公司', code: '91310115MA1K3YL054' }
export const other = { id: 'org-other', name: '杭州青竹贸易有限公司', code: '91330106MA2CGT5K06' }
export const workerPhone = '13900000001'

/** Who takes part in the tests. Openids double as names. */
export interface Scene {
  rooms: Rooms
  /** Account ids. */
  admin: string
  clerk: string
  worker: string
}

/** A company with a super administrator (`admin`) and a businessman (`clerk`), a person (`worker`), and outsiders. */
export async function openScene(extra?: Parameters<typeof Rooms.open>[0]): Promise<Scene> {
  const rooms = await Rooms.open(extra)
  const admin = await rooms.account('admin', '13800000001', 'chen-siyuan')
  const clerk = await rooms.account('clerk', '13800000003', 'zhou-min')
  const worker = await rooms.account('worker', workerPhone, 'wang-xiaoyu')
  await rooms.account('guest', '13900000009')
  const rival = await rooms.account('rival', '13700000001', 'li-jianguo')
  await rooms.organization({ ...company, admin, adminName: '陈思远' })
  await rooms.organization({ ...other, admin: rival, adminName: '李建国' })
  await rooms.employ(company, clerk, '周敏', ['business'])
  await rooms.actAs('admin', company.id)
  await rooms.actAs('clerk', company.id)
  await rooms.actAs('rival', other.id)
  return { rooms, admin, clerk, worker }
}

export const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

export const area = (type: 'signature' | 'seal' | 'date', x: number, y: number, page = 0) => ({
  type,
  page,
  x,
  y,
  width: type === 'seal' ? 119 : 120,
  height: type === 'seal' ? 119 : type === 'date' ? 24 : 50,
})

export const companyParty: PartyInput = {
  kind: 'organization',
  auth: ['password'],
  fields: [area('seal', 60, 60), area('date', 60, 200)],
}
export const workerParty: PartyInput = {
  kind: 'person',
  name: '王小雨',
  phone: workerPhone,
  auth: ['password', 'captcha', 'face'],
  fields: [area('signature', 300, 60), area('date', 300, 130, 1)],
}

/** Uploads bytes the way a browser does and has them checked. */
export async function upload(
  rooms: Rooms,
  who: string,
  bytes: Buffer = samplePdf({ pages: 2 }),
): Promise<string> {
  const { uploadId, ticket } = await rooms.ok('contract', 'createUpload', who, {
    filename: '劳动合同.pdf',
    size: bytes.length,
  })
  if (ticket.kind !== 'http') throw new Error('local files give http tickets')
  const token = ticket.url.split('/').at(-1) ?? ''
  await rooms.files.receiveUpload(token, Readable.from([bytes]))
  return uploadId
}

export async function checkedUpload(rooms: Rooms, who: string, bytes?: Buffer): Promise<string> {
  const uploadId = await upload(rooms, who, bytes)
  await rooms.ok('contract', 'completeUpload', who, { uploadId })
  return uploadId
}

export interface Started {
  contractId: string
  number: string
  code: string
  url: string
}

/** Starts a contract as this employee. */
export async function start(
  rooms: Rooms,
  who: string,
  change: Partial<{
    name: string
    order: string
    deadline: number
    parties: PartyInput[]
    bytes: Buffer
  }> = {},
): Promise<Started> {
  const { bytes, ...rest } = change
  const uploadId = await checkedUpload(rooms, who, bytes)
  return rooms.ok('contract', 'initiate', who, {
    uploadId,
    name: '劳动合同（2026）',
    deadline: rooms.now() + 86_400_000,
    order: 'any',
    parties: [companyParty, workerParty],
    ...rest,
  })
}

/** Marks of a party's own fields: the saved system signature of a person, the seal for the company. */
export async function marksOf(rooms: Rooms, who: string, contractId: string): Promise<object[]> {
  const detail = await rooms.ok('contract', 'get', who, { contractId })
  const own = detail.partyViews.find((p) => p.mine)
  const marks: object[] = []
  for (const field of own?.fields ?? []) {
    if (field.type === 'seal') marks.push({ fieldId: field.id, sealId: `seal-${company.id}` })
    if (field.type === 'signature') {
      const saved = await rooms.ok('seal', 'savePersonalSignature', who, { kind: 'system' })
      marks.push({ fieldId: field.id, signatureId: saved.id })
    }
  }
  return marks
}

/** Everything a signing needs, so that tests can send it when and how they like. */
export async function signing(rooms: Rooms, who: string, contractId: string) {
  const marks = await marksOf(rooms, who, contractId)
  return { contractId, challengeId: await rooms.challenge(who, contractId), marks }
}

export async function sign(rooms: Rooms, who: string, contractId: string) {
  return rooms.ok('contract', 'sign', who, await signing(rooms, who, contractId))
}
