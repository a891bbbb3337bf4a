import type { Me } from '#types/identity'
import type { ActionOutput } from '#types/api'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import { ListRow } from '@/components/ui/list-row'
import { Notice } from '@/components/ui/notice'
import { Spinner } from '@/components/ui/spinner'
import { View } from '@/components/ui/view'
import { isRefusal } from '@/data/query-client'
import { useTexts } from '@/locales/texts'
import { realNameTexts } from './real-name-texts'
import type { useVerification } from './use-verification'

interface WaitingProps {
  verification: ReturnType<typeof useVerification>
  copied: boolean
}

export function Waiting({ verification, copied }: WaitingProps) {
  const t = useTexts(realNameTexts)

  if (isRefusal(verification.statusError, 'NOT_FOUND')) {
    return <ErrorState title={t.expiredTitle} text={t.expiredText} onRetry={verification.restart} />
  }
  if (verification.statusError) {
    return <ErrorState error={verification.statusError} onRetry={verification.askAgain} />
  }

  return (
    <View className="real-name__stage" role="status">
      <View as="span" className="real-name__ring">
        <Icon name="face" size={40} />
      </View>
      <View as="h2" className="t2">
        {t.waitTitle}
      </View>
      <View as="p" className="real-name__stage-text">
        {copied ? t.waitCopied : t.waitText}
      </View>
      <Spinner size={24} />
      <View className="real-name__stage-acts">
        <Button icon="face" onPress={verification.openFace}>
          {t.openAgain}
        </Button>
        <Button kind="text" onPress={verification.restart}>
          {t.cancel}
        </Button>
      </View>
    </View>
  )
}

interface FailedProps {
  reason: ActionOutput<'identity', 'realNameStatus'>['reason']
  onAgain: () => void
}

export function Failed({ reason, onAgain }: FailedProps) {
  const t = useTexts(realNameTexts)
  const words = reason ? t.failed[reason] : { title: t.expiredTitle, text: t.expiredText }

  return (
    <View className="real-name__stage" role="alert">
      <View as="span" className="real-name__ring real-name__ring--failed">
        <Icon name="warning" size={40} />
      </View>
      <View as="h2" className="t2">
        {words.title}
      </View>
      <View as="p" className="real-name__stage-text">
        {words.text}
      </View>
      <View className="real-name__stage-acts">
        <Button icon="refresh" onPress={onAgain}>
          {t.again}
        </Button>
      </View>
    </View>
  )
}

export function Passed({ me }: { me: Me }) {
  const t = useTexts(realNameTexts)

  return (
    <View className="real-name__stage" role="status">
      <View as="span" className="real-name__ring real-name__ring--done">
        <Icon name="check" size={40} />
      </View>
      <View as="h2" className="t2">
        {t.doneTitle}
      </View>
      <View as="p" className="real-name__stage-text">
        {t.doneText}
      </View>
      {me.person && (
        <View className="real-name__facts">
          <Card flush>
            <ListRow label={t.name} value={me.person.name} />
            <ListRow label={t.idNumber} value={me.person.idNumberMasked} />
          </Card>
          {me.person.simulated && <Notice tone="wait">{t.simulated}</Notice>}
        </View>
      )}
    </View>
  )
}
