import { Refusal } from '#platform/kernel/refusal'
import type { Captcha } from '../model/captcha'

/** dec-9: 6 digits, 5 minutes, 60 s until the next one. Tries and daily limits are ours. */
export const captchaPolicy = {
  digits: 6,
  lifetime: 5 * 60_000,
  resendAfter: 60_000,
  tries: 5,
  /** Codes a day to one phone, over all purposes (as D16 for links). */
  perPhone: 10,
  /** Codes a day asked for from one address: a whole building site may share one. */
  perSource: 200,
}

/** @throws Refusal when no code may be sent now: too soon after the last, or too many today */
export function requireSendable(
  last: Pick<Captcha, 'sentAt'> | null,
  today: { phone: number; source: number },
  now: number,
): void {
  const wait = last ? last.sentAt + captchaPolicy.resendAfter - now : 0
  if (wait > 0) throw new Refusal('CAPTCHA_TOO_SOON', { params: { seconds: Math.ceil(wait / 1000) } })
  if (today.phone >= captchaPolicy.perPhone || today.source >= captchaPolicy.perSource)
    throw new Refusal('CAPTCHA_LIMIT')
}

/**
 * The code after one try was taken from it, before it is compared: parallel guesses cannot exceed the tries.
 * Whoever used it up (`use`) may repeat his request; for everybody else it is gone.
 * @throws Refusal CAPTCHA_EXPIRED when there is nothing left to try
 */
export function takeTry(code: Captcha | null, use: string, now: number): Captcha {
  if (!code || code.expiresAt <= now || code.triesLeft <= 0 || (code.usedBy !== null && code.usedBy !== use))
    throw new Refusal('CAPTCHA_EXPIRED')
  return { ...code, triesLeft: code.triesLeft - 1 }
}
