import { useEffect, useState } from 'react'
import type { ChallengeView } from '#types/identity'
import { errorCatalogue } from '#types/errors'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Sheet } from '@/components/ui/sheet'
import { Spinner } from '@/components/ui/spinner'
import { View } from '@/components/ui/view'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { command } from '@/platform/call'
import { CallError } from '@/platform/call-error'
import { capabilities } from '@/platform/capabilities'
import { openLink } from '@/platform/open-link'
import { usePageVisible } from '@/platform/page-visible'
import { signTexts } from '../texts'

const every = 2000

export interface FaceSheetProps {
  challenge: ChallengeView
  onState: (view: ChallengeView) => void
  onRestart: () => void
  onClose: () => void
}

/** Waits while the face check runs on its own page; says why when it fails. */
export function FaceSheet({ challenge, onState, onRestart, onClose }: FaceSheetProps) {
  const t = useTexts(signTexts)
  const language = useLanguage()
  const visible = usePageVisible()
  const [state, setState] = useState(challenge)
  const { challengeId } = challenge
  const pending = state.state === 'pending'

  useEffect(() => setState(challenge), [challenge])
  useEffect(() => {
    if (!pending || !visible) return undefined
    let over = false
    const ask = async () => {
      try {
        const view = await command('identity', 'challengeStatus', { challengeId })
        if (over) return
        setState(view)
        if (view.state === 'passed') onState(view)
        else if (view.state === 'pending') timer = setTimeout(() => void ask(), every)
      } catch (error) {
        if (!(error instanceof CallError)) throw error
        if (over) return
        if (error.offline) timer = setTimeout(() => void ask(), every)
        else setState((before) => ({ ...before, state: 'expired' }))
      }
    }
    let timer = setTimeout(() => void ask(), every)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [pending, visible, challengeId, onState])

  const { faceUrl } = challenge
  const copied = capabilities().host !== 'browser'
  const failed =
    state.state === 'failed' ? errorCatalogue[state.reason ?? 'FACE_FAILED'][language] : t.faceExpired

  return (
    <Sheet
      open
      title={t.faceTitle}
      onClose={onClose}
      bar={
        <>
          <Button kind="quiet" fill onPress={onClose}>
            {t.faceOther}
          </Button>
          {pending ? (
            faceUrl && (
              <Button fill icon="face" onPress={() => void openLink(faceUrl)}>
                {t.faceOpen}
              </Button>
            )
          ) : (
            <Button fill icon="refresh" onPress={onRestart}>
              {t.again2}
            </Button>
          )}
        </>
      }
    >
      {pending ? (
        <View className="face-wait" role="status">
          <Spinner size={32} />
          <View as="p">{copied ? t.faceCopied : t.faceWait}</View>
        </View>
      ) : (
        <Notice tone="refused" alert>
          {failed}
          {state.triesLeft !== undefined && <View>{t.triesLeft(state.triesLeft)}</View>}
        </Notice>
      )}
    </Sheet>
  )
}
