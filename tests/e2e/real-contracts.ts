// People and contracts behind the pages, made through the API of a real host the way the app makes them.
import { readFileSync } from 'node:fs'
import type { BrowserContext } from 'playwright-core'
import type { ActionOutput } from '#types/api'
import { testPerson } from '#platform/adapters/registry/test-persons'
import { startDraft, withFile, withParty, type Draft } from '../../src/packages/initiate/draft'
import {
  actForOrganization,
  initiate,
  ownMarks,
  passCaptcha,
  passPassword,
  setPassword,
  signIn,
  upload,
  verify,
  type Client,
  type HostAddress,
} from '../host/client'

export const employeePhone = '13800000001'
export const personPhone = '13912345678'
/** Signing password of the person. */
export const password = '482913'
const newcomerPhone = '13700000009'

export interface RealContracts {
  employee: Client
  person: Client
  /** Signed in, not verified, party of nothing. */
  newcomer: Client
  /** Nobody has signed yet. */
  open: Contract
  /** The person has signed, the company not. */
  half: Contract
  completed: Contract
  refused: Contract
  revoked: Contract
  organizationId: string
  /** A draft with file and parties, as the app keeps it on the device. */
  draft: Draft
}

type Contract = Pick<ActionOutput<'contract', 'initiate'>, 'contractId' | 'code'>

/** Contracts in every state a person meets, between the demo company and one person. */
export async function makeContracts(host: HostAddress): Promise<RealContracts> {
  const bytes = readFileSync('samples/service-agreement.pdf')
  const signatory = { name: testPerson('wang-xiaoyu').name, phone: personPhone }
  const { client: employee } = await signIn(host, employeePhone)
  const organizationId = await actForOrganization(employee)
  const { client: person } = await signIn(host, personPhone)
  await verify(person, 'wang-xiaoyu')
  const { client: newcomer } = await signIn(host, newcomerPhone)
  const begin = (name: string) =>
    initiate(employee, bytes, signatory, { name, auth: ['captcha', 'password'] })
  const sign = async (client: Client, { contractId }: Contract, challengeId: string) => {
    await client.call('contract', 'sign', {
      contractId,
      challengeId,
      marks: await ownMarks(client, contractId),
    })
  }

  const completed = await begin('产品设计顾问服务协议')
  await sign(person, completed, await passCaptcha(person, completed.contractId, personPhone))
  await sign(employee, completed, await passCaptcha(employee, completed.contractId, employeePhone))
  const half = await begin('二〇二六年度设计服务框架协议')
  await setPassword(person, personPhone, password)
  await sign(person, half, await passPassword(person, half.contractId, password))
  const refused = await begin('办公场地租赁补充协议')
  await person.call('contract', 'refuse', {
    contractId: refused.contractId,
    reason: '租金调整比例与邮件约定不一致',
  })
  const revoked = await begin('品牌视觉升级委托书')
  await employee.call('contract', 'revoke', {
    contractId: revoked.contractId,
    reason: '范围有变，改签新版本',
  })
  const open = await begin('产品设计顾问服务协议（续签）')

  return {
    employee,
    person,
    newcomer,
    open,
    half,
    completed,
    refused,
    revoked,
    organizationId,
    draft: await makeDraft(employee, organizationId, bytes),
  }
}

async function makeDraft(employee: Client, organizationId: string, bytes: Uint8Array): Promise<Draft> {
  const uploadId = await upload(employee, bytes)
  const file = await employee.call('contract', 'completeUpload', { uploadId })
  const draft = withFile(startDraft(organizationId, Date.now()), {
    uploadId,
    filename: '产品设计顾问服务协议.pdf',
    size: file.size,
    pages: file.pages,
  })
  return withParty(
    withParty(draft, {
      id: 'p1',
      kind: 'organization',
      name: '上海云杉科技有限公司',
      handler: null,
      auth: ['face', 'captcha', 'password'],
    }),
    {
      id: 'p2',
      kind: 'person',
      name: testPerson('wang-xiaoyu').name,
      phone: personPhone,
      auth: ['face', 'captcha', 'password'],
    },
  )
}

/** Gives a browser the session of a client. */
export async function actAs(context: BrowserContext, client: Client): Promise<void> {
  const { url } = client.host
  await context.clearCookies()
  await context.addCookies(
    ['qianli_session', 'qianli_csrf'].flatMap((name) => {
      const value = client.cookie(name)
      return value ? [{ name, value, url, sameSite: 'Lax' as const }] : []
    }),
  )
}

/** Leaves values on the device the way the app does (the host's storage wraps each of them). */
export async function leaveOnDevice(context: BrowserContext, values: Record<string, string>): Promise<void> {
  await context.addInitScript((kept) => {
    for (const [key, data] of Object.entries(kept))
      localStorage.setItem(`qianli.${key}`, JSON.stringify({ data }))
  }, values)
}
