import { useCallback, useState } from 'react'
import type { ChallengeView } from '#types/identity'
import { Button } from '@/components/ui/button'
import { CodeInput } from '@/components/ui/code-input'
import { Sheet } from '@/components/ui/sheet'
import { toast } from '@/components/ui/toast'
import { View } from '@/components/ui/view'
import { useCommand } from '@/data/use-command'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { signTexts } from '../texts'
import { useCountdown } from './countdown'

/** The server sends one code a minute (identity.md). */
const pause = 60_000

export interface CodeSheetProps {
  challenge: ChallengeView
  phone: string
  onAnswer: (view: ChallengeView) => void
  /** Starts a new challenge, which sends a new code. */
  onResend: () => Promise<boolean>
  onClose: () => void
}

/** Six boxes, the system keypad, and a new code after a minute. */
export function CodeSheet({ challenge, phone, onAnswer, onResend, onClose }: CodeSheetProps) {
  const t = useTexts(signTexts)
  const language = useLanguage()
  const [code, setCode] = useState('')
  const [again, setAgain] = useState(() => Date.now() + pause)
  const [sending, setSending] = useState(false)
  const left = useCountdown(again)
  const { run, busy, error, clear } = useCommand('identity', 'answerChallenge')

  const answer = useCallback(
    async (digits: string) => {
      const view = await run({ challengeId: challenge.challengeId, answer: digits })
      if (view) onAnswer(view)
      else setCode('')
    },
    [run, challenge.challengeId, onAnswer],
  )
  const resend = async () => {
    setSending(true)
    clear()
    setCode('')
    const sent = await onResend()
    setSending(false)
    setAgain(Date.now() + pause)
    if (sent) toast(t.resent, 'done')
  }

  return (
    <Sheet open title={t.codeTitle} note={t.codeSent(phone)} onClose={onClose}>
      <View className="auth__code">
        <CodeInput
          value={code}
          onChange={(value) => {
            if (value) clear()
            setCode(value)
          }}
          onComplete={(digits) => void answer(digits)}
          label={t.codeTitle}
          error={error?.words[language]}
          disabled={busy}
          autoFocus
        />
        <Button kind="text" size="small" disabled={left > 0} busy={sending} onPress={() => void resend()}>
          {left > 0 ? t.resendIn(left) : t.resend}
        </Button>
      </View>
    </Sheet>
  )
}
