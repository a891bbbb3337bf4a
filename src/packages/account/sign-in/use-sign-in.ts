import { useState } from 'react'
import type { Me } from '#types/identity'
import { toast } from '@/components/ui/toast'
import { becomeMe } from '@/data/session'
import { useCommand } from '@/data/use-command'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import type { CallError } from '@/platform/call-error'
import { signInTexts } from './sign-in-texts'

type Errors = Partial<Record<'phone' | 'code' | 'consent' | 'form', string>>

/** Refusals that belong to the code rather than to the phone. */
const ofCode: readonly CallError['code'][] = ['CAPTCHA_WRONG', 'CAPTCHA_EXPIRED']
const ofPhone: readonly CallError['code'][] = ['PHONE_INVALID', 'CAPTCHA_LIMIT', 'CAPTCHA_TOO_SOON']

/** State of the sign-in form; `onDone` runs once the account is in the cache. */
export function useSignIn(onDone: (me: Me) => void) {
  const t = useTexts(signInTexts)
  const language = useLanguage()
  const [phone, setPhone] = useState('')
  const [code, setCode] = useState('')
  const [consent, setConsent] = useState(false)
  const [resendAt, setResendAt] = useState(0)
  const [errors, setErrors] = useState<Errors>({})
  const send = useCommand('identity', 'sendCaptcha')
  const byCaptcha = useCommand('identity', 'signInByCaptcha')
  const byWechat = useCommand('identity', 'signInByWechatPhone')

  const phoneError = /^1[3-9]\d{9}$/.test(phone) ? undefined : t.phoneWrong
  const consentError = consent ? undefined : t.consentMissing

  const sendCode = async () => {
    if (phoneError) return setErrors({ phone: phoneError })
    setErrors({})
    const sent = await send.run({ phone })
    if (!sent) return
    setResendAt(sent.resendAt)
    toast(t.sent, 'done')
  }

  const submit = async () => {
    const codeError = /^\d{6}$/.test(code) ? undefined : t.codeWrong
    if (phoneError || codeError || consentError) {
      return setErrors({ phone: phoneError, code: codeError, consent: consentError })
    }
    setErrors({})
    finish(await byCaptcha.run({ phone, code, consent: true }))
  }

  const submitWechat = async (wechatCode: string | undefined) => {
    if (!wechatCode) return setErrors({ form: t.declined })
    setErrors({})
    finish(await byWechat.run({ code: wechatCode, consent: true }))
  }

  const finish = (me: Me | undefined) => {
    if (!me) return
    becomeMe(me)
    onDone(me)
  }

  return {
    phone,
    code,
    consent,
    resendAt,
    setPhone,
    setCode,
    setConsent,
    sendCode,
    submit,
    submitWechat,
    blockWechat: consent ? undefined : () => setErrors({ consent: t.consentMissing }),
    sending: send.busy,
    signingIn: byCaptcha.busy || byWechat.busy,
    errors: { ...refused(byCaptcha.error ?? byWechat.error ?? send.error, language), ...definedOnly(errors) },
  }
}

/** Where the words of a refusal stand: under the field they are about, else above the button. */
function refused(error: CallError | undefined, language: 'zh' | 'en'): Errors {
  if (!error) return {}
  const words = error.words[language]
  if (ofCode.includes(error.code)) return { code: words }
  if (ofPhone.includes(error.code)) return { phone: words }

  return { form: words }
}

function definedOnly(errors: Errors): Errors {
  return Object.fromEntries(Object.entries(errors).filter(([, words]) => words !== undefined))
}
