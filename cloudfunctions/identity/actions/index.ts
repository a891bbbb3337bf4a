import type { AnyAction } from '#platform/kernel/action'
import { answerChallenge } from './answer-challenge'
import { challengeStatus } from './challenge-status'
import { realNameStatus } from './real-name-status'
import { sendCaptcha } from './send-captcha'
import { sendPasswordCaptcha } from './send-password-captcha'
import { setSigningPassword } from './set-signing-password'
import { signInByCaptcha } from './sign-in-by-captcha'
import { signInByWechatPhone } from './sign-in-by-wechat-phone'
import { signOut } from './sign-out'
import { startRealName } from './start-real-name'
import { switchIdentity } from './switch-identity'
import { whoAmI } from './who-am-i'

/** What the identity room can do. */
export const actions: readonly AnyAction[] = [
  sendCaptcha,
  signInByCaptcha,
  signInByWechatPhone,
  signOut,
  whoAmI,
  switchIdentity,
  startRealName,
  realNameStatus,
  sendPasswordCaptcha,
  setSigningPassword,
  answerChallenge,
  challengeStatus,
]
