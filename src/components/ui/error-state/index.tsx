import type { ReactNode } from 'react'
import { useTexts } from '@/locales/texts'
import { uiTexts } from '@/locales/ui-texts'
import { useLanguage } from '@/locales/language'
import { CallError } from '@/platform/call-error'
import { Button } from '../button'
import { Icon } from '../icon'
import { View } from '../view'
import './index.scss'

export interface ErrorStateProps {
  /** What was thrown; a CallError speaks for itself. */
  error?: unknown
  /** What happened, if the error itself does not say it better. */
  title?: string
  /** What was kept and what to do. */
  text?: string
  /** Repeats what failed. */
  onRetry?: () => void
  /** Facts under the words, e.g. a card of rows. */
  children?: ReactNode
}

/** Says what happened, what was kept, what to do. */
export function ErrorState({ error, title, text, onRetry, children }: ErrorStateProps) {
  const t = useTexts(uiTexts)
  const language = useLanguage()
  const refusal = error instanceof CallError ? error : undefined
  const words = text ?? refusal?.words[language]

  return (
    <View className="error-state" role="alert">
      <View as="span" className="error-state__sign">
        <Icon name={refusal?.offline ? 'offline' : 'warning'} size={32} weight={1.5} />
      </View>
      <View as="h2" className="error-state__title">
        {title ?? t.failedTitle}
      </View>
      {words && (
        <View as="p" className="error-state__text">
          {words}
        </View>
      )}
      {children}
      {onRetry && (
        <Button icon="refresh" onPress={onRetry}>
          {t.retry}
        </Button>
      )}
      {refusal?.requestId && (
        <View as="p" className="error-state__id">
          {t.requestId(refusal.requestId)}
        </View>
      )}
    </View>
  )
}
