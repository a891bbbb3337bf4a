import { z } from 'zod'
import { consult } from './test-persons'

const checkRequest = z.object({ IdCard: z.string(), Name: z.string() })
const answers = {
  match: { Result: '0', Description: '姓名和身份证号一致' },
  mismatch: { Result: '-1', Description: '姓名和身份证号不一致' },
  unknown: { Result: '-5', Description: '证件库中无此身份证记录' },
}

/** Behaves as `IdCardVerification` over the registry of test persons. */
export function verifyIdCard(payload: unknown): Record<string, unknown> {
  const request = checkRequest.safeParse(payload)
  if (!request.success) return { Error: { Code: 'InvalidParameter' } }
  return answers[consult(request.data.Name, request.data.IdCard)]
}
