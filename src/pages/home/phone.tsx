import { IdentityHead } from '@/components/identity/identity-head'
import { SignInPrompt } from '@/components/identity/sign-in-prompt'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Notice } from '@/components/ui/notice'
import { PageFrame } from '@/components/ui/page-frame'
import { Skeleton } from '@/components/ui/skeleton'
import { View } from '@/components/ui/view'
import { useMe } from '@/data/session'
import { useTodoCount } from '@/data/todo-count'
import { useTexts } from '@/locales/texts'
import { openPage } from '@/platform/navigate'
import { Hero } from './hero'
import { homeTexts } from './home-texts'
import { Recent } from './recent'
import { StartTiles } from './start-tiles'
import './phone.scss'

/** What must I do first, then what can I start. */
export function HomeOnPhone() {
  const t = useTexts(homeTexts)
  const { me, answer } = useMe()
  const badge = useTodoCount(me)

  return (
    <PageFrame
      title={t.title}
      large
      wide="full"
      tab="home"
      badge={badge}
      head={me ? <IdentityHead me={me} /> : undefined}
    >
      {answer.isError && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
      {me === undefined && !answer.isError && <Skeleton />}
      {me === null && <SignInPrompt back="home" />}
      {me && (
        <>
          {!me.person && (
            <View className="home__real-name">
              <Notice icon="shield">
                <View className="row between">
                  <View as="span" className="grow">
                    {t.realName}
                  </View>
                  <Button kind="text" size="small" onPress={() => openPage('realName')}>
                    {t.realNameGo}
                  </Button>
                </View>
              </Notice>
            </View>
          )}
          <View className="home">
            <View className="home__first">
              <Hero />
              <StartTiles me={me} />
            </View>
            <View className="home__rest">
              <Recent me={me} />
            </View>
          </View>
        </>
      )}
    </PageFrame>
  )
}
