import type { CaptchaPurpose } from '#types/identity'
import type { Caller, Context } from '#platform/kernel/context'
import type { UnitOfWork } from '#platform/kernel/unit-of-work'
import { captchaCollection } from '../model/captcha'
import { phoneLookup } from '../queries/phone'
import { captchaPolicy, requireSendable } from '../rules/captcha'
import { countToday, countUp } from './day-counter'

export interface SentCaptcha {
  serial: string
  /** Epoch ms. */
  resendAt: number
  expiresAt: number
}

export const captchaId = (purpose: CaptchaPurpose | 'sign', lookup: string) => `${purpose}:${lookup}`

/** Context of the ciphers inside the outbox event. */
export const eventContext = 'event.sms.captcha'

/**
 * Makes a code for this phone. Refuses before the costly hashing; the answer writes it in the caller's transaction,
 * where the limits are checked again. The SMS leaves through the outbox after the commit.
 * @throws Refusal CAPTCHA_TOO_SOON, CAPTCHA_LIMIT
 */
export async function prepareCaptcha(
  ctx: Context,
  purpose: CaptchaPurpose | 'sign',
  phone: string,
): Promise<(work: UnitOfWork) => Promise<SentCaptcha>> {
  const { deps, now } = ctx
  const lookup = phoneLookup(deps.vault, phone)
  const id = captchaId(purpose, lookup)
  const from = sourceOf(ctx.caller)
  const source = from === undefined ? null : deps.vault.lookup(from, 'captcha-source')
  const [last, ofPhone, ofSource] = await Promise.all([
    deps.store.get(captchaCollection, id),
    countToday(deps.store, 'captcha-phone', lookup, now),
    source === null ? 0 : countToday(deps.store, 'captcha-source', source, now),
  ])
  requireSendable(last, { phone: ofPhone, source: ofSource }, now)

  const code = deps.ids.digits(captchaPolicy.digits)
  const fresh = {
    id,
    serial: deps.ids.random(),
    codeHash: await deps.vault.hashSecret(code),
    sentAt: now,
    expiresAt: now + captchaPolicy.lifetime,
    triesLeft: captchaPolicy.tries,
    usedBy: null,
  }
  const event = {
    topic: 'sms.captcha' as const,
    captchaId: id,
    serial: fresh.serial,
    phoneCipher: deps.vault.encrypt(phone, eventContext),
    codeCipher: deps.vault.encrypt(code, eventContext),
    minutes: captchaPolicy.lifetime / 60_000,
  }
  return async (work) => {
    const stored = await work.get(captchaCollection, id)
    const phoneCount = await countUp(work, 'captcha-phone', lookup, now)
    const sourceCount = source === null ? 0 : await countUp(work, 'captcha-source', source, now)
    requireSendable(stored, { phone: phoneCount, source: sourceCount }, now)
    if (stored) await work.put(captchaCollection, { ...fresh, version: stored.version })
    else await work.insert(captchaCollection, fresh)
    await work.emit(event)
    return { serial: fresh.serial, resendAt: now + captchaPolicy.resendAfter, expiresAt: fresh.expiresAt }
  }
}

/** Address or WeChat user that asks; where the host knows neither, only the limit of the phone holds. */
function sourceOf(caller: Caller): string | undefined {
  return caller.kind === 'system' ? undefined : (caller.raw.ip ?? caller.raw.openid)
}
