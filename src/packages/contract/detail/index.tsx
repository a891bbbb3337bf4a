import { useDidShow } from '@tarojs/taro'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { PageFrame } from '@/components/ui/page-frame'
import { Skeleton } from '@/components/ui/skeleton'
import { isRefusal } from '@/data/query-client'
import { useSignedIn } from '@/data/require-sign-in'
import { useTexts } from '@/locales/texts'
import { replacePage } from '@/platform/navigate'
import { useParam } from '@/platform/use-param'
import { contractTexts } from '../contract-texts'
import { useContract } from '../use-contract'
import { DetailView } from './view'

/** One contract: where it stands, the document, the proof (MGT-13). */
export default function ContractDetailPage() {
  const t = useTexts(contractTexts)
  const id = useParam('id') ?? ''
  const { me } = useSignedIn()
  const contract = useContract(me ? id : '')
  useDidShow(() => {
    if (contract.data) void contract.refetch()
  })

  if (contract.data) return <DetailView contract={contract.data} />

  const missing = isRefusal(contract.error, 'NOT_FOUND')

  return (
    <PageFrame title={t.title} back>
      {contract.isError ? (
        <ErrorState
          title={missing ? t.missingTitle : undefined}
          error={contract.error}
          onRetry={missing ? undefined : () => void contract.refetch()}
        >
          {missing && (
            <Button kind="quiet" onPress={() => replacePage('contracts')}>
              {t.backToList}
            </Button>
          )}
        </ErrorState>
      ) : (
        <Skeleton count={3} />
      )}
    </PageFrame>
  )
}
