import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { query } from '@/platform/call'
import { answerKey } from '@/data/use-answer'
import { listInput, type ContractFilter } from './contract-filter'

/** Contracts under a filter, page after page by cursor. */
export function useContractList(filter: ContractFilter, enabled: boolean) {
  const input = listInput(filter)

  return useInfiniteQuery({
    queryKey: [...answerKey('contract', 'list', input), 'pages'],
    queryFn: ({ pageParam }) => query('contract', 'list', { ...input, after: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    enabled,
  })
}
