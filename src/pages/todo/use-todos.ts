import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { answerKey } from '@/data/use-answer'
import { query } from '@/platform/call'

export type TodoGroup = 'byMe' | 'byOthers' | 'aboutToTimeOut'

/** To-dos of one category, soonest deadline first, page after page. */
export function useTodos(group: TodoGroup, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: [...answerKey('todo', 'list', { group }), 'pages'],
    queryFn: ({ pageParam }) => query('todo', 'list', { group, limit: 20, after: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    enabled,
  })
}
