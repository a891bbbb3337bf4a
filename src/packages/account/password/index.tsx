import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { ErrorState } from '@/components/ui/error-state'
import { PageFrame } from '@/components/ui/page-frame'
import { Skeleton } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast'
import { View } from '@/components/ui/view'
import { useSignedIn } from '@/data/require-sign-in'
import { useTexts } from '@/locales/texts'
import { goBack, openPage } from '@/platform/navigate'
import { PasswordForm } from './password-form'
import { passwordTexts } from './password-texts'

/** Sets or changes the signing password (SIGN-13). */
export default function PasswordPage() {
  const t = useTexts(passwordTexts)
  const { me, answer } = useSignedIn()

  const done = () => {
    toast(t.done, 'done')
    goBack()
  }

  return (
    <PageFrame title={t.title} back>
      {answer.isError && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
      {!me && !answer.isError && <Skeleton count={1} />}
      {me && !me.person && (
        <Empty
          title={t.needsRealName}
          action={<Button onPress={() => openPage('realName')}>{t.goRealName}</Button>}
        />
      )}
      {me?.person && (
        <>
          <View as="h2" className="password__title">
            {me.hasPassword ? t.changeTitle : t.setTitle}
          </View>
          <PasswordForm me={me} onDone={done} />
        </>
      )}
    </PageFrame>
  )
}
