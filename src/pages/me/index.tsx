import { SignInPrompt } from '@/components/identity/sign-in-prompt'
import { ErrorState } from '@/components/ui/error-state'
import { PageFrame } from '@/components/ui/page-frame'
import { Skeleton } from '@/components/ui/skeleton'
import { useMe } from '@/data/session'
import { useTodoCount } from '@/data/todo-count'
import { useTexts } from '@/locales/texts'
import { AccountCard } from './account-card'
import { meTexts } from './me-texts'
import { AppSettings, ContractTools, PersonSettings, SignOut } from './settings'

export default function MePage() {
  const t = useTexts(meTexts)
  const { me, answer } = useMe()
  const badge = useTodoCount(me)

  return (
    <PageFrame title={t.title} large tab="me" badge={badge}>
      {answer.isError && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
      {me === undefined && !answer.isError && <Skeleton count={2} />}
      {me === null && <SignInPrompt back="me" />}
      {me && (
        <>
          <AccountCard me={me} />
          <PersonSettings me={me} />
          <ContractTools />
        </>
      )}
      {me !== undefined && <AppSettings />}
      {me && <SignOut />}
    </PageFrame>
  )
}
