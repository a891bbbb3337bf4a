import { useCallback } from 'react'
import type { ContractDetail } from '#types/contract'
import { ask } from '@/components/ui/dialog'
import { toast } from '@/components/ui/toast'
import { queryClient } from '@/data/query-client'
import { useAnswer } from '@/data/use-answer'
import { useCommand } from '@/data/use-command'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { query } from '@/platform/call'
import { CallError } from '@/platform/call-error'
import { download } from '@/platform/download'
import { contractTexts } from './contract-texts'

/** While somebody still has to sign, or the file is just being closed, the page looks again by itself, ms. */
const lookAgain = 10_000
/** What is not closed after that long waits for somebody outside, ms. */
const soon = 600_000

/** One contract, kept fresh while it runs. */
export function useContract(contractId: string) {
  const running = (contract: ContractDetail | undefined) =>
    contract?.label === 'MINE_TO_SIGN' ||
    contract?.label === 'OTHERS_TO_SIGN' ||
    (contract !== undefined && !contract.file.closed && Date.now() - (contract.completedAt ?? 0) < soon)
  const known = queryClient.getQueryData<ContractDetail>(['contract', 'get', { contractId }])

  return useAnswer(
    'contract',
    'get',
    { contractId },
    { enabled: contractId !== '', every: running(known) ? lookAgain : undefined },
  )
}

/** What the reader may do with a contract, apart from signing it. */
export function useContractActs(contract: ContractDetail) {
  const t = useTexts(contractTexts)
  const language = useLanguage()
  const revoking = useCommand('contract', 'revoke')
  const { id } = contract

  const revoke = async () => {
    const reason = await ask({
      title: t.revokeTitle,
      text: t.revokeText,
      placeholder: t.revokeHint,
      emptyError: t.revokeMissing,
      confirm: t.revoke,
      kind: 'danger',
    })
    if (reason === null) return
    if (!(await revoking.run({ contractId: id, reason }))) return
    toast(t.revoked, 'done')
    await queryClient.invalidateQueries({
      predicate: ({ queryKey }) => queryKey[0] === 'contract' || queryKey[0] === 'todo',
    })
  }

  const save = async (what: 'pdf' | 'report' | 'evidence') => {
    try {
      const file = await query('contract', 'download', { contractId: id, what })
      await download(file.url, file.filename)
    } catch (error) {
      toast(error instanceof CallError ? error.words[language] : t.failed, 'failed')
    }
  }

  const load = useCallback(
    (page: number, width: 200 | 750 | 1500) =>
      query('document', 'getPage', { source: { kind: 'contract', contractId: id }, page, width }),
    [id],
  )

  return { revoke, revoking: revoking.busy, revokeError: revoking.error, save, load }
}
