import { useState } from 'react'
import type { Me } from '#types/identity'
import { SendCode } from '@/components/captcha/send-code'
import { AgreementLinks } from '@/components/consent/agreement-links'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { Tick } from '@/components/ui/tick'
import { View } from '@/components/ui/view'
import { WechatPhoneButton } from '@/components/ui/wechat-phone-button'
import { useTexts } from '@/locales/texts'
import { capabilities } from '@/platform/capabilities'
import { signInTexts } from './sign-in-texts'
import { useSignIn } from './use-sign-in'
import './sign-in-form.scss'

/** Phone and SMS code; inside WeChat one press, with the code as the other way. */
export function SignInForm({ onDone }: { onDone: (me: Me) => void }) {
  const t = useTexts(signInTexts)
  const form = useSignIn(onDone)
  const { wechatPhone } = capabilities()
  const [typing, setTyping] = useState(!wechatPhone)
  const consent = (
    <Tick
      checked={form.consent}
      onChange={form.setConsent}
      invalid={Boolean(form.errors.consent)}
      after={<AgreementLinks />}
    >
      {t.consent}
    </Tick>
  )
  const words = form.errors.form ?? form.errors.consent

  return (
    <View className="sign-in-form">
      {typing && (
        <>
          <Field
            label={t.phone}
            kind="phone"
            autoComplete="tel-national"
            value={form.phone}
            maxLength={11}
            placeholder={t.phoneHint}
            lead="+86"
            error={form.errors.phone}
            onChange={(value) => form.setPhone(value.replace(/\D/g, ''))}
          />
          <Field
            label={t.code}
            kind="digits"
            autoComplete="one-time-code"
            value={form.code}
            maxLength={6}
            placeholder={t.codeHint}
            error={form.errors.code}
            trail={
              <SendCode resendAt={form.resendAt} busy={form.sending} onSend={() => void form.sendCode()} />
            }
            onChange={(value) => form.setCode(value.replace(/\D/g, ''))}
            onConfirm={() => void form.submit()}
          />
        </>
      )}
      {consent}
      {words && (
        <Notice tone="refused" alert>
          {words}
        </Notice>
      )}
      <View className="sign-in-form__act">
        {typing ? (
          <Button fill className="sign-in-form__go" busy={form.signingIn} onPress={() => void form.submit()}>
            {t.signIn}
          </Button>
        ) : (
          <WechatPhoneButton
            busy={form.signingIn}
            onBlocked={form.blockWechat}
            onCode={(code) => void form.submitWechat(code)}
          >
            {t.wechat}
          </WechatPhoneButton>
        )}
      </View>
      <View className="sign-in-form__note">
        {typing ? (
          t.note
        ) : (
          <Button kind="text" size="small" onPress={() => setTyping(true)}>
            {t.otherPhone}
          </Button>
        )}
      </View>
    </View>
  )
}
