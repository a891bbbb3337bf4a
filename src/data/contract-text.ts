import { useMemo } from 'react'
import type { FoundText, PageText } from '#types/document'
import { query } from '@/platform/call'
import { queryClient } from './query-client'
import { answerKey } from './use-answer'

interface ContractText {
  /** Text of a page with places; pages from 0. */
  readText: (page: number) => Promise<PageText>
  /** Where a phrase stands on the pages from `from` up to `until`, a stretch of them a call. */
  find: (phrase: string, from: number, until: number) => Promise<FoundText>
}

/** The words of a contract's file, for the viewer. `version` names the file, e.g. its SHA-256: its text never changes. */
export function useContractText(contractId: string, version: string): ContractText {
  return useMemo(() => {
    const source = { kind: 'contract', contractId } as const
    return {
      readText: (page) =>
        queryClient.fetchQuery({
          queryKey: [...answerKey('document', 'getText', { source, page }), version],
          queryFn: () => query('document', 'getText', { source, page }),
          staleTime: Infinity,
          // Texts are large; whoever comes back later asks again.
          gcTime: 3 * 60_000,
        }),
      find: (phrase, from, until) => query('document', 'findText', { source, phrase, from, until }),
    }
  }, [contractId, version])
}
