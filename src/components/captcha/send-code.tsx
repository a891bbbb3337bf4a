import { Button } from '@/components/ui/button'
import { defineTexts, useTexts } from '@/locales/texts'
import { useCountdown } from './use-countdown'

const texts = defineTexts(
  { get: '获取验证码', again: '重新获取', wait: (seconds: number) => `${seconds} 秒后重新获取` },
  { get: 'Get code', again: 'Get another', wait: (seconds: number) => `Again in ${seconds} s` },
)

interface SendCodeProps {
  /** Epoch ms from which another code may be asked for; 0 before the first. */
  resendAt: number
  busy: boolean
  onSend: () => void
}

/** Asks for an SMS code; counts down until the next may be asked for. */
export function SendCode({ resendAt, busy, onSend }: SendCodeProps) {
  const t = useTexts(texts)
  const left = useCountdown(resendAt)

  return (
    <Button kind={left > 0 ? 'off' : 'text'} size="small" busy={busy} onPress={onSend}>
      {left > 0 ? t.wait(left) : resendAt > 0 ? t.again : t.get}
    </Button>
  )
}
