import type { CaptchaPurpose } from '#types/identity'
import type { Deps } from '#platform/kernel/ports'
import { Refusal } from '#platform/kernel/refusal'
import type { Tx } from '#platform/kernel/store'
import { captchaCollection, type Captcha } from '../model/captcha'
import { takeTry } from '../rules/captcha'
import { captchaId } from './send-captcha'

export interface CaptchaTry {
  purpose: CaptchaPurpose | 'sign'
  phoneLookup: string
  code: string
  /** Who wants to use the code up, e.g. the hash of a request key. */
  use: string
  /** Only the code with this serial counts. */
  serial?: string
  now: number
}

/**
 * Takes a try from the newest code and compares. The try is counted even when the request fails later.
 * @throws Refusal CAPTCHA_WRONG {triesLeft}, CAPTCHA_EXPIRED
 */
export async function checkCaptcha(deps: Deps, attempt: CaptchaTry): Promise<Captcha> {
  const taken = await deps.store.tx(async (t) => {
    const stored = await t.get(captchaCollection, captchaId(attempt.purpose, attempt.phoneLookup))
    const fits = stored && (attempt.serial === undefined || stored.serial === attempt.serial)
    const next = takeTry(fits ? stored : null, attempt.use, attempt.now)
    await t.put(captchaCollection, next)
    return next
  })
  if (!(await deps.vault.checkSecret(attempt.code, taken.codeHash)))
    throw new Refusal('CAPTCHA_WRONG', { field: 'code', params: { triesLeft: taken.triesLeft } })
  return taken
}

/**
 * Uses a checked code up, inside the transaction of the act. Answers whether the same user had done so before.
 * @throws Refusal CAPTCHA_EXPIRED when it was replaced or used by another request meanwhile
 */
export async function useCaptcha(t: Tx, checked: Captcha, use: string): Promise<'first' | 'again'> {
  const stored = await t.get(captchaCollection, checked.id)
  if (!stored || stored.serial !== checked.serial) throw new Refusal('CAPTCHA_EXPIRED')
  if (stored.usedBy === use) return 'again'
  if (stored.usedBy !== null) throw new Refusal('CAPTCHA_EXPIRED')
  await t.put(captchaCollection, { ...stored, usedBy: use })
  return 'first'
}
