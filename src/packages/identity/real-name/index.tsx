import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Notice } from '@/components/ui/notice'
import { PageFrame } from '@/components/ui/page-frame'
import { Skeleton } from '@/components/ui/skeleton'
import { View } from '@/components/ui/view'
import { useSignedIn } from '@/data/require-sign-in'
import { useTexts } from '@/locales/texts'
import { goBack, returnTo } from '@/platform/navigate'
import { useParam } from '@/platform/use-param'
import { emptyDraft, isComplete } from './draft'
import { RealNameForm } from './real-name-form'
import { realNameTexts } from './real-name-texts'
import { Failed, Passed, Waiting } from './stages'
import { useVerification } from './use-verification'
import './index.scss'

/** Real-name authentication of a person (ID-14, ID-25): form, two consents, face check, result. */
export default function RealNamePage() {
  const t = useTexts(realNameTexts)
  const asked = useParam('returnTo')
  const contract = useParam('contract')
  const { me, answer } = useSignedIn()
  const verification = useVerification()
  const [draft, setDraft] = useState(emptyDraft)
  const [checked, setChecked] = useState(false)
  const { stage } = verification
  const done = stage.at === 'passed' || Boolean(me?.person)

  const begin = () => {
    setChecked(true)
    if (isComplete(draft)) void verification.begin(draft.name.trim(), draft.idNumber)
  }
  const leave = () => (asked ? returnTo(asked) : goBack())

  return (
    <PageFrame
      title={t.title}
      back
      bar={
        done ? (
          <Button fill onPress={leave}>
            {t.go}
          </Button>
        ) : stage.at === 'form' && me ? (
          <Button fill icon="face" busy={verification.starting} onPress={begin}>
            {t.start}
          </Button>
        ) : undefined
      }
    >
      {answer.isError && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
      {!me && !answer.isError && <Skeleton count={1} />}
      {me && done && <Passed me={me} />}
      {me && !done && stage.at === 'waiting' && <Waiting verification={verification} copied={stage.copied} />}
      {me && !done && stage.at === 'failed' && (
        <Failed reason={stage.reason} onAgain={verification.restart} />
      )}
      {me && !done && stage.at === 'form' && (
        <>
          <View as="h2" className="real-name__title">
            {t.headline}
          </View>
          <View as="p" className="real-name__why">
            {t.why}
          </View>
          {contract && (
            <View className="real-name__contract">
              <Notice icon="shield">{t.waiting(contract)}</Notice>
            </View>
          )}
          <RealNameForm
            me={me}
            draft={draft}
            onChange={setDraft}
            checked={checked}
            error={verification.startError}
          />
        </>
      )}
    </PageFrame>
  )
}
