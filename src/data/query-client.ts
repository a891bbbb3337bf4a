import { QueryCache, QueryClient } from '@tanstack/react-query'
import { CallError } from '@/platform/call-error'

/** What pages have read. `call` itself repeats over a broken network, so nothing is retried here. */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeEndOfSession }),
  defaultOptions: {
    queries: {
      retry: false,
      staleTime: 10_000,
      gcTime: 10 * 60_000,
      networkMode: 'always',
      throwOnError: false,
    },
  },
})

/** A session that ended elsewhere or by time: the pages then show what a visitor sees. */
export function noticeEndOfSession(error: unknown): void {
  if (isRefusal(error, 'SIGN_IN_REQUIRED')) queryClient.setQueryData(['identity', 'whoAmI', {}], { me: null })
}

export function isRefusal(error: unknown, code: CallError['code']): boolean {
  return error instanceof CallError && error.code === code
}
