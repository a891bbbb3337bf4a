import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Sheet } from '@/components/ui/sheet'
import { toast } from '@/components/ui/toast'
import { View } from '@/components/ui/view'
import { becomeMe } from '@/data/session'
import { useCommand } from '@/data/use-command'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { signTexts } from '../texts'
import { useCountdown } from './countdown'

const digits = (value: string) => value.replace(/\D/g, '').slice(0, 6)

export interface SetPasswordSheetProps {
  phone: string
  onSet: () => void
  onClose: () => void
}

/** First use or forgotten: a code by SMS, then the password twice (SIGN-13). */
export function SetPasswordSheet({ phone, onSet, onClose }: SetPasswordSheetProps) {
  const t = useTexts(signTexts)
  const language = useLanguage()
  const [code, setCode] = useState('')
  const [password, setPassword] = useState('')
  const [repeat, setRepeat] = useState('')
  const [resendAt, setResendAt] = useState<number>()
  const left = useCountdown(resendAt)
  const sending = useCommand('identity', 'sendPasswordCaptcha')
  const setting = useCommand('identity', 'setSigningPassword')
  const differ = repeat.length === 6 && password !== repeat
  const ready = code.length === 6 && password.length === 6 && repeat === password

  const send = async () => {
    const sent = await sending.run({})
    if (sent) setResendAt(sent.resendAt)
  }
  const submit = async () => {
    const me = await setting.run({ code, password, repeat })
    if (!me) return
    becomeMe(me)
    toast(t.setDone, 'done')
    onSet()
  }
  const codeRefused = setting.error?.code === 'CAPTCHA_WRONG' || setting.error?.code === 'CAPTCHA_EXPIRED'
  const words = setting.error?.words[language]

  return (
    <Sheet
      open
      title={t.setTitle}
      note={t.setNote}
      onClose={onClose}
      bar={
        <Button fill disabled={!ready} busy={setting.busy} onPress={() => void submit()}>
          {t.setAndGo}
        </Button>
      }
    >
      <View className="auth__fields">
        <Field
          kind="digits"
          label={t.methods.captcha}
          value={code}
          onChange={(value) => setCode(digits(value))}
          autoComplete="one-time-code"
          error={codeRefused ? words : sending.error?.words[language]}
          hint={resendAt === undefined ? undefined : t.codeSent(phone)}
          trail={
            <Button
              kind="text"
              size="small"
              disabled={left > 0}
              busy={sending.busy}
              onPress={() => void send()}
            >
              {left > 0 ? t.resendIn(left) : resendAt === undefined ? t.getCode : t.resend}
            </Button>
          }
        />
        <Field
          kind="password"
          label={t.newPassword}
          value={password}
          onChange={(value) => setPassword(digits(value))}
          autoComplete="new-password"
          error={codeRefused ? undefined : words}
        />
        <Field
          kind="password"
          label={t.repeatPassword}
          value={repeat}
          onChange={(value) => setRepeat(digits(value))}
          autoComplete="new-password"
          error={differ ? t.passwordsDiffer : undefined}
          onConfirm={() => ready && void submit()}
        />
      </View>
    </Sheet>
  )
}
