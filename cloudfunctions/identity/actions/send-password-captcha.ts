import { identityActions } from '#types/identity'
import { action } from '#platform/kernel/action'
import { prepareCaptcha } from '../commands/send-captcha'

export const sendPasswordCaptcha = action(identityActions.sendPasswordCaptcha, {
  async handle(ctx) {
    const write = await prepareCaptcha(ctx, 'password', ctx.caller.phone())
    return ctx.commit(async (work) => {
      const { resendAt, expiresAt } = await write(work)
      return { resendAt, expiresAt }
    })
  },
})
