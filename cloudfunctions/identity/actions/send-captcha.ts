import { identityActions } from '#types/identity'
import { action } from '#platform/kernel/action'
import { prepareCaptcha } from '../commands/send-captcha'

/** Answers the same for known and unknown phones. */
export const sendCaptcha = action(identityActions.sendCaptcha, {
  async handle(ctx, { phone }) {
    const write = await prepareCaptcha(ctx, 'sign-in', phone)
    return ctx.commit(async (work) => {
      const { resendAt, expiresAt } = await write(work)
      return { resendAt, expiresAt }
    })
  },
})
