import { useDidShow, useRouter } from '@tarojs/taro'
import type { ContractDetail } from '#types/contract'
import { ErrorState } from '@/components/ui/error-state'
import { PageFrame } from '@/components/ui/page-frame'
import { Skeleton } from '@/components/ui/skeleton'
import { useSignedIn } from '@/data/require-sign-in'
import { useAnswer } from '@/data/use-answer'
import { useTexts } from '@/locales/texts'
import { canSign } from '../sign-session'
import { signTexts } from '../texts'
import { AuthView } from '../auth/auth-view'
import { ReadView } from './read-view'
import { useSession } from './use-signing'

/** Reading and signing one contract: the document first, then the proof that it is you. */
export default function ReadPage() {
  const t = useTexts(signTexts)
  const { params } = useRouter()
  // The page of a face check leads back with the full name.
  const id = params.id ?? params.contractId ?? ''
  const { me } = useSignedIn()
  const answer = useAnswer('contract', 'get', { contractId: id }, { enabled: id !== '' && Boolean(me) })
  const { refetch } = answer
  useDidShow(() => {
    if (id && me) void refetch()
  })

  if (answer.data) return <Signing key={id} contract={answer.data} onChange={() => void refetch()} />

  return (
    <PageFrame title={t.readTitle} back>
      {answer.isError ? (
        <ErrorState error={answer.error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton shape="page" count={1} />
      )}
    </PageFrame>
  )
}

function Signing({ contract, onChange }: { contract: ContractDetail; onChange: () => void }) {
  const { session, change } = useSession(contract.id)
  const props = { contract, session, change, onChange }

  return session.step === 'auth' && canSign(contract) ? <AuthView {...props} /> : <ReadView {...props} />
}
