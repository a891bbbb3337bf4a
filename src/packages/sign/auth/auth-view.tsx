import { useCallback, useEffect, useRef, useState } from 'react'
import type { AuthMethod, ChallengeView } from '#types/identity'
import { Button } from '@/components/ui/button'
import { PageFrame } from '@/components/ui/page-frame'
import { Press } from '@/components/ui/press'
import { Notice } from '@/components/ui/notice'
import { Tick } from '@/components/ui/tick'
import { View } from '@/components/ui/view'
import { useMe } from '@/data/session'
import { useCommand } from '@/data/use-command'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { openLink } from '@/platform/open-link'
import { openPage } from '@/platform/navigate'
import type { SigningProps } from '../read/types'
import { useOwnPart } from '../read/use-signing'
import { usualMethod } from '../session-store'
import { offeredMethods } from '../sign-session'
import { signTexts } from '../texts'
import { ActSummary } from './act-summary'
import { CodeSheet } from './code-sheet'
import { FaceSheet } from './face-sheet'
import { MethodChoice } from './method-choice'
import { PasswordSheet } from './password-sheet'
import { Sealing } from './sealing'
import { SetPasswordSheet } from './set-password-sheet'
import { useSealing } from './use-sealing'
import './auth.scss'

const icons = { face: 'face', captcha: 'message', password: 'lock' } as const

/** Says what will happen before it happens; then one method of the plan, and the act (SIGN-11…14). */
export function AuthView(props: SigningProps) {
  const { contract, session, change } = props
  const t = useTexts(signTexts)
  const language = useLanguage()
  const { me, answer: account } = useMe()
  const { party, fields } = useOwnPart(contract, session)
  const usual = usualMethod()
  const methods = party ? offeredMethods(party, usual) : []
  const [picked, setPicked] = useState<AuthMethod | undefined>(session.challenge?.method)
  const method = picked && methods.includes(picked) ? picked : methods[0]
  const [challenge, setChallenge] = useState<ChallengeView>()
  const [settingPassword, setSettingPassword] = useState(false)
  const [missingConsent, setMissingConsent] = useState(false)
  const starting = useCommand('contract', 'requestChallenge')
  const checking = useCommand('identity', 'challengeStatus')
  const sealing = useSealing(props, fields)
  const { seal } = sealing

  const accept = useCallback(
    (view: ChallengeView) => {
      setChallenge(view.state === 'passed' ? undefined : view)
      if (view.state === 'passed') void seal()
    },
    [seal],
  )

  // Back from the face page, or after a closed tab: the running proof is taken up where it was.
  const resumed = useRef(false)
  const { run: check } = checking
  useEffect(() => {
    const running = session.challenge
    if (!running || resumed.current || challenge) return
    resumed.current = true
    void check({ challengeId: running.id }).then((view) => {
      if (view?.state === 'passed' || view?.state === 'pending') accept(view)
      else if (view) change((before) => ({ ...before, challenge: null }))
    })
  }, [session.challenge, challenge, check, accept, change])

  const start = async (): Promise<boolean> => {
    if (!method) return false
    const view = await starting.run({ contractId: contract.id, method })
    if (!view) return false
    resumed.current = true
    change((before) => ({ ...before, challenge: { id: view.challengeId, method }, intent: null }))
    setChallenge(view)
    if (view.faceUrl) await openLink(view.faceUrl)
    return true
  }
  const press = () => {
    sealing.clear()
    if (!session.consent) setMissingConsent(true)
    else if (method === 'password' && me && !me.hasPassword) setSettingPassword(true)
    else void start()
  }
  const giveUp = () => {
    setChallenge(undefined)
    change((before) => ({ ...before, challenge: null, intent: null }))
  }
  const back = () => change((before) => ({ ...before, step: 'read', challenge: null, intent: null }))
  const failure = starting.error ?? checking.error ?? (sealing.error?.offline ? undefined : sealing.error)
  const phone = me?.phoneMasked ?? party?.phoneMasked ?? ''

  return (
    <PageFrame
      title={t.authTitle}
      back={back}
      barTop={
        <View className="auth__consent">
          <Tick
            id="consent"
            checked={session.consent}
            invalid={missingConsent && !session.consent}
            label={`${t.consent}${t.agreement}`}
            onChange={(consent) => change((before) => ({ ...before, consent }))}
            after={
              <Press
                className="auth__link"
                role="link"
                onPress={() => openPage('agreement', { kind: 'certificate' })}
              >
                {t.agreement}
              </Press>
            }
          >
            {t.consent}
          </Tick>
          {missingConsent && !session.consent && (
            <View className="auth__missing" role="alert">
              {t.consentFirst}
            </View>
          )}
        </View>
      }
      bar={
        method && (
          <Button
            kind={session.consent ? 'sign' : 'off'}
            icon={icons[method]}
            fill
            busy={starting.busy}
            describedBy="consent"
            onPress={press}
          >
            {t.actsOf[method]}
          </Button>
        )
      }
    >
      <View as="h2" className="t1">
        {t.authHead}
      </View>
      <View as="p" className="auth__lead">
        {t.authText(party?.name ?? '')}
      </View>
      <ActSummary contract={contract} places={fields.length} onAgain={back} />
      {failure && (
        <View className="auth__failure">
          <Notice tone="refused" alert>
            {failure.words[language]}
          </Notice>
        </View>
      )}
      {methods.length > 1 && (
        <MethodChoice
          methods={methods}
          value={method}
          usual={usual}
          phone={phone}
          hasPassword={me?.hasPassword ?? true}
          onChange={(next) => {
            starting.clear()
            setPicked(next)
          }}
        />
      )}
      {challenge?.method === 'captcha' && (
        <CodeSheet challenge={challenge} phone={phone} onAnswer={accept} onResend={start} onClose={giveUp} />
      )}
      {challenge?.method === 'password' && (
        <PasswordSheet
          challenge={challenge}
          onAnswer={accept}
          onForgot={() => {
            giveUp()
            setSettingPassword(true)
          }}
          onClose={giveUp}
        />
      )}
      {challenge?.method === 'face' && (
        <FaceSheet challenge={challenge} onState={accept} onRestart={() => void start()} onClose={giveUp} />
      )}
      {settingPassword && (
        <SetPasswordSheet
          phone={phone}
          onSet={() => {
            setSettingPassword(false)
            void account.refetch()
            void start()
          }}
          onClose={() => setSettingPassword(false)}
        />
      )}
      <Sealing
        busy={sealing.busy}
        lost={sealing.error?.offline === true}
        onRetry={() => void seal()}
        onLater={sealing.clear}
      />
    </PageFrame>
  )
}
