import { useCallback, useState } from 'react'
import type { ChallengeView } from '#types/identity'
import { Button } from '@/components/ui/button'
import { CodeInput } from '@/components/ui/code-input'
import { Sheet } from '@/components/ui/sheet'
import { View } from '@/components/ui/view'
import { useCommand } from '@/data/use-command'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { signTexts } from '../texts'

export interface PasswordSheetProps {
  challenge: ChallengeView
  onAnswer: (view: ChallengeView) => void
  onForgot: () => void
  onClose: () => void
}

/** The six-digit signing password (SIGN-13). */
export function PasswordSheet({ challenge, onAnswer, onForgot, onClose }: PasswordSheetProps) {
  const t = useTexts(signTexts)
  const language = useLanguage()
  const [password, setPassword] = useState('')
  const { run, busy, error, clear } = useCommand('identity', 'answerChallenge')

  const answer = useCallback(
    async (digits: string) => {
      const view = await run({ challengeId: challenge.challengeId, answer: digits })
      if (view) onAnswer(view)
      else setPassword('')
    },
    [run, challenge.challengeId, onAnswer],
  )

  return (
    <Sheet open title={t.passwordTitle} onClose={onClose}>
      <View className="auth__code">
        <CodeInput
          secret
          value={password}
          onChange={(value) => {
            if (value) clear()
            setPassword(value)
          }}
          onComplete={(digits) => void answer(digits)}
          label={t.passwordTitle}
          error={error?.words[language]}
          disabled={busy}
          autoFocus
        />
        <Button kind="text" size="small" onPress={onForgot}>
          {t.forgot}
        </Button>
      </View>
    </Sheet>
  )
}
