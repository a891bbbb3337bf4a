import type { Me } from '#types/identity'
import { query } from '@/platform/call'
import { answerKey, useAnswer } from './use-answer'
import { queryClient } from './query-client'

/** The signed-in account; `me` is null for a visitor and undefined while unknown. */
export function useMe() {
  const answer = useAnswer('identity', 'whoAmI', {})
  return { me: answer.data?.me, answer }
}

/** Asks the server who is signed in, past the cache. */
export async function askWhoAmI(): Promise<Me | null> {
  const { me } = await queryClient.fetchQuery({
    queryKey: answerKey('identity', 'whoAmI', {}),
    queryFn: () => query('identity', 'whoAmI', {}),
    staleTime: 0,
  })
  return me
}

/** Takes a changed account into the cache; everything read under another identity is forgotten. */
export function becomeMe(me: Me | null): void {
  queryClient.setQueryData(answerKey('identity', 'whoAmI', {}), { me })
  const others = { predicate: ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[1] !== 'whoAmI' }
  // Pages in view read anew under the new identity; a visitor has nothing to read.
  if (me) void queryClient.resetQueries(others)
  else queryClient.removeQueries(others)
}
