import { useState } from 'react'
import { SignInPrompt } from '@/components/identity/sign-in-prompt'
import { Empty } from '@/components/ui/empty'
import { ErrorState } from '@/components/ui/error-state'
import { PageFrame } from '@/components/ui/page-frame'
import { Pills } from '@/components/ui/pills'
import { Skeleton } from '@/components/ui/skeleton'
import { useMe } from '@/data/session'
import { useTodoCount } from '@/data/todo-count'
import { useTexts } from '@/locales/texts'
import { TodoGroups } from './todo-groups'
import { todoTexts } from './todo-texts'
import { useTodos, type TodoGroup } from './use-todos'

/** What waits, what runs out, whom one waits for. */
export default function TodoPage() {
  const t = useTexts(todoTexts)
  const { me, answer } = useMe()
  const badge = useTodoCount(me)
  const [group, setGroup] = useState<TodoGroup>('byMe')
  const list = useTodos(group, Boolean(me))
  const items = list.data?.pages.flatMap((page) => page.items)
  const counts = list.data?.pages[0]?.counts
  const nothing = {
    byMe: { title: t.calmTitle, text: t.calmText },
    byOthers: { title: t.othersTitle, text: t.othersText },
    aboutToTimeOut: { title: t.soonTitle, text: t.soonText },
  }[group]

  return (
    <PageFrame
      title={t.title}
      large
      tab="todo"
      badge={badge}
      onEnd={() => list.hasNextPage && !list.isFetching && void list.fetchNextPage()}
      pinned={
        me && (
          <Pills
            label={t.groups}
            items={[
              { key: 'byMe', label: t.byMe, count: counts?.byMe },
              { key: 'aboutToTimeOut', label: t.soon, count: counts?.aboutToTimeOut },
              { key: 'byOthers', label: t.byOthers, count: counts?.byOthers },
            ]}
            value={group}
            onChange={setGroup}
          />
        )
      }
    >
      {answer.isError && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
      {me === null && <SignInPrompt back="todo" />}
      {me !== null && !items && !list.isError && !answer.isError && <Skeleton shape="card" />}
      {!items && list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {items?.length === 0 && <Empty drawing="calm" {...nothing} />}
      {items && items.length > 0 && <TodoGroups items={items} />}
    </PageFrame>
  )
}
