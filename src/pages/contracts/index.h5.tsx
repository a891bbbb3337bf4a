import { lazy, Suspense } from 'react'
import { useWide } from '@/platform/wide'
import { ContractsOnPhone } from './phone'

const ContractsOnDesk = lazy(() => import('@/console/contracts'))

export default function ContractsPage() {
  if (!useWide()) return <ContractsOnPhone />

  return (
    <Suspense fallback={null}>
      <ContractsOnDesk />
    </Suspense>
  )
}
