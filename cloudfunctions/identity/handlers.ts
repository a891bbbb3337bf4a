import type { EventHandlers } from '#platform/kernel/outbox'
import { eventContext } from './commands/send-captcha'
import { captchaCollection } from './model/captcha'

/** Events of this room for the composition root. */
export const identityHandlers: Pick<EventHandlers, 'sms.captcha'> = {
  /** A failure keeps the row, and it is tried again while the code is valid; a late or replaced code is dropped. */
  'sms.captcha': async (deps, event, row) => {
    const code = await deps.store.get(captchaCollection, event.captchaId)
    if (!code || code.serial !== event.serial || code.usedBy !== null) return
    if (code.expiresAt <= deps.clock.now()) return
    await deps.sms.send(
      deps.vault.decrypt(event.phoneCipher, eventContext),
      {
        template: 'captcha',
        code: deps.vault.decrypt(event.codeCipher, eventContext),
        minutes: event.minutes,
      },
      row.id,
    )
  },
}
