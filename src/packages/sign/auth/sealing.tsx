import { Button } from '@/components/ui/button'
import { Overlay } from '@/components/ui/overlay'
import { Spinner } from '@/components/ui/spinner'
import { View } from '@/components/ui/view'
import { useTexts } from '@/locales/texts'
import { signTexts } from '../texts'

interface SealingProps {
  busy: boolean
  /** The answer did not come back: nothing is known about the outcome. */
  lost: boolean
  onRetry: () => void
  onLater: () => void
}

/** While the signature is made; and when the network broke in the middle of it. */
export function Sealing({ busy, lost, onRetry, onLater }: SealingProps) {
  const t = useTexts(signTexts)
  if (!busy && !lost) return null

  return (
    <Overlay className="overlay--middle" label={lost && !busy ? t.lostTitle : t.sealing}>
      <View className="sealing">
        {busy ? (
          <View role="status">
            <Spinner size={32} />
            <View as="h2" className="t3 sealing__title">
              {t.sealing}
            </View>
            <View as="p" className="c-ink2">
              {t.sealingText}
            </View>
          </View>
        ) : (
          <View role="alert">
            <View as="h2" className="t3 sealing__title">
              {t.lostTitle}
            </View>
            <View as="p" className="c-ink2">
              {t.lostText}
            </View>
            <View className="sealing__bar">
              <Button kind="quiet" fill onPress={onLater}>
                {t.later}
              </Button>
              <Button fill icon="refresh" autoFocus onPress={onRetry}>
                {t.retry}
              </Button>
            </View>
          </View>
        )}
      </View>
    </Overlay>
  )
}
