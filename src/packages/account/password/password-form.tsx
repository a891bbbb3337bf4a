import { useState } from 'react'
import type { Me } from '#types/identity'
import { SendCode } from '@/components/captcha/send-code'
import { CodeInput } from '@/components/ui/code-input'
import { Notice } from '@/components/ui/notice'
import { Spinner } from '@/components/ui/spinner'
import { Stepper } from '@/components/ui/stepper'
import { View } from '@/components/ui/view'
import { becomeMe } from '@/data/session'
import { useCommand } from '@/data/use-command'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { passwordTexts } from './password-texts'
import { isWeak } from './weak'
import './index.scss'

/** SMS code, then the digits twice (SIGN-13). A refusal leads back to the step it is about. */
export function PasswordForm({ me, onDone }: { me: Me; onDone: () => void }) {
  const t = useTexts(passwordTexts)
  const language = useLanguage()
  const [step, setStep] = useState(0)
  const [resendAt, setResendAt] = useState(0)
  const [code, setCode] = useState('')
  const [first, setFirst] = useState('')
  const [repeat, setRepeat] = useState('')
  const [wrong, setWrong] = useState<string>()
  const send = useCommand('identity', 'sendPasswordCaptcha')
  const set = useCommand('identity', 'setSigningPassword')

  const sendCode = async () => {
    const sent = await send.run({})
    if (sent) setResendAt(sent.resendAt)
  }

  const go = (next: number) => {
    setWrong(undefined)
    setStep(next)
  }

  const choose = (password: string) => {
    if (!isWeak(password)) return go(2)
    setFirst('')
    setWrong(t.weak)
  }

  const finish = async (again: string) => {
    if (again !== first) {
      setFirst('')
      setRepeat('')
      setStep(1)
      return setWrong(t.differs)
    }
    const next = await set.run({ code, password: first, repeat: again })
    if (next) {
      becomeMe(next)
      return onDone()
    }
    setRepeat('')
    setCode('')
    setStep(0)
  }

  const refused = (set.error ?? send.error)?.words[language]

  return (
    <>
      <Stepper steps={[t.steps.code, t.steps.first, t.steps.repeat]} current={step} onBack={go} />
      {step === 0 && (
        <View className="password__step">
          <View className="row between password__line">
            <View as="span" className="grow c-ink2">
              {resendAt > 0 ? t.codeSent(me.phoneMasked) : t.codeText(me.phoneMasked)}
            </View>
            <SendCode resendAt={resendAt} busy={send.busy} onSend={() => void sendCode()} />
          </View>
          <CodeInput
            label={t.code}
            value={code}
            onChange={setCode}
            onComplete={() => go(1)}
            error={refused}
          />
        </View>
      )}
      {step === 1 && (
        <View className="password__step">
          <View className="password__line">{t.first}</View>
          <CodeInput
            key="first"
            secret
            autoFocus
            label={t.first}
            value={first}
            onChange={setFirst}
            onComplete={choose}
            error={wrong}
          />
        </View>
      )}
      {step === 2 && (
        <View className="password__step">
          <View className="password__line">{t.repeat}</View>
          <CodeInput
            key="repeat"
            secret
            autoFocus
            label={t.repeat}
            value={repeat}
            onChange={setRepeat}
            onComplete={(again) => void finish(again)}
            disabled={set.busy}
            error={wrong}
          />
          {set.busy && <Spinner />}
        </View>
      )}
      <Notice icon="lock">{t.why}</Notice>
    </>
  )
}
