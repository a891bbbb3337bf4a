import { HttpTimeStamper } from '#platform/adapters/tsa-http/http-time-stamper'
import { isProviderFailure } from '#platform/kernel/ports'
import { readCertificates } from '../pdf/verify/read-certificates'
import type { TimeStamper } from '../pki/keys'
import { UsageError } from './command'
import { readInput } from './read-file'
import { RefusedInput } from './refusal'

export const TSA_OPTIONS = {
  tsa: { type: 'string' },
  'tsa-root': { type: 'string', multiple: true },
} as const

/**
 * A time-stamp authority by its address (RFC 3161 over HTTP) and the roots it is trusted by; user and password from
 * QIANLI_TSA_USER and QIANLI_TSA_PASSWORD. Undefined when none is named.
 */
export async function openTimeStamper(
  options: { tsa?: string | undefined; 'tsa-root'?: string[] | undefined },
  env: NodeJS.ProcessEnv,
): Promise<TimeStamper | undefined> {
  if (options.tsa === undefined) return undefined
  if (!URL.canParse(options.tsa) || !/^https?:/.test(options.tsa))
    throw new UsageError({ zh: '--tsa 应为 http(s) 地址', en: '--tsa is an http(s) address' })
  const roots = (await Promise.all((options['tsa-root'] ?? []).map(readInput))).flatMap(readCertificates)
  if (roots.length === 0)
    throw new UsageError({
      zh: '请用 --tsa-root 给出时间戳服务的根证书',
      en: 'give the root certificate of the time-stamp service with --tsa-root',
    })
  const stamper = new HttpTimeStamper({
    url: new URL(options.tsa),
    roots: roots.map(({ raw }) => raw),
    now: Date.now,
    ...(env.QIANLI_TSA_USER ? { user: env.QIANLI_TSA_USER, password: env.QIANLI_TSA_PASSWORD ?? '' } : {}),
  })
  try {
    await stamper.learn()
  } catch (error) {
    if (!isProviderFailure(error) || !(error instanceof Error)) throw error
    throw new RefusedInput('TIME_STAMP', {
      zh: `时间戳服务不可用：${error.message}`,
      en: `the time-stamp service failed: ${error.message}`,
    })
  }
  return stamper
}
