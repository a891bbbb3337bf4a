import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Deps } from '#platform/kernel/ports'
import { collection, isDuplicate, type Entity, type Store } from '#platform/kernel/store'
import { templateTexts, type TemplateName } from './tencent-sms'

/** A text message that nobody but the simulators' inbox received. */
export interface SimulatedSms extends Entity {
  phone: string
  template: TemplateName
  text: string
  at: number
}

export const simulatedSmsCollection = collection<SimulatedSms>({
  name: 'simulatedSms',
  schema: z.object({
    id: z.string(),
    version: z.number(),
    phone: z.string(),
    template: z.enum(['captcha', 'sign-invitation', 'sign-reminder', 'contract-completed', 'contract-ended']),
    text: z.string(),
    at: z.number(),
  }),
  fields: { phone: 'text', at: 'int' },
  indexes: [['-at'], ['phone', '-at']],
})

const sendRequest = z.object({
  PhoneNumberSet: z
    .array(z.string().regex(/^\+86\d{11}$/))
    .min(1)
    .max(200),
  SmsSdkAppId: z.string(),
  SignName: z.string(),
  TemplateId: z.string(),
  TemplateParamSet: z.array(z.string()),
  SessionContext: z.string().default(''),
})

/** Behaves as `SendSms`: keeps what it is told to send, refuses unknown templates and wrong parameter counts. */
export async function receiveSms(
  deps: Pick<Deps, 'store' | 'clock' | 'ids'>,
  payload: unknown,
): Promise<Record<string, unknown>> {
  const request = sendRequest.safeParse(payload)
  if (!request.success) return { Error: { Code: 'InvalidParameter' } }
  const { PhoneNumberSet, TemplateId, TemplateParamSet, SessionContext } = request.data
  const template = Object.keys(templateTexts).find((name) => name === TemplateId) as TemplateName | undefined
  const statuses = []
  for (const number of PhoneNumberSet) {
    const code = template && (await keep(deps, number, template, TemplateParamSet, SessionContext))
    statuses.push({
      SerialNo: deps.ids.random(),
      PhoneNumber: number,
      Fee: code === 'Ok' ? 1 : 0,
      SessionContext,
      Code: code ?? 'FailedOperation.TemplateIncorrectOrUnapproved',
      Message: code === 'Ok' ? 'send success' : 'not sent',
    })
  }
  return { SendStatusSet: statuses }
}

async function keep(
  { store, clock, ids }: Pick<Deps, 'store' | 'clock' | 'ids'>,
  number: string,
  template: TemplateName,
  parameters: string[],
  session: string,
): Promise<string> {
  const text = templateTexts[template]
  const wanted = new Set(text.match(/\{\d+\}/g)).size
  if (parameters.length !== wanted) return 'FailedOperation.TemplateParamSetNotMatchApprovedTemplate'
  // The sender may try again after a lost answer; one message is what a phone shows then.
  const id = session ? createHash('sha256').update(`${session}|${number}`).digest('hex') : ids.random()
  try {
    await store.tx((t) =>
      t.insert(simulatedSmsCollection, {
        id,
        phone: number.slice(3),
        template,
        text: text.replace(/\{(\d+)\}/g, (_, n: string) => parameters[Number(n) - 1] ?? ''),
        at: clock.now(),
      }),
    )
  } catch (e) {
    if (!isDuplicate(e)) throw e
  }
  return 'Ok'
}

/** Messages of the inbox, newest first; of one phone when given. */
export async function inbox(store: Store, phone?: string, limit = 50): Promise<SimulatedSms[]> {
  const page = await store.find(simulatedSmsCollection, {
    where: phone ? [{ eq: ['phone', phone] }] : [],
    orderBy: ['at', 'desc'],
    limit,
  })
  return page.items
}
