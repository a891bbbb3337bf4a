import { lazy, Suspense } from 'react'
import type { ContractDetail } from '#types/contract'
import { useWide } from '@/platform/wide'
import { DetailOnPhone } from './phone'

const DetailOnDesk = lazy(() => import('@/console/contract-detail'))

export function DetailView({ contract }: { contract: ContractDetail }) {
  if (!useWide()) return <DetailOnPhone contract={contract} />

  return (
    <Suspense fallback={null}>
      <DetailOnDesk contract={contract} />
    </Suspense>
  )
}
