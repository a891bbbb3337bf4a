import { lazy, Suspense } from 'react'
import { useWide } from '@/platform/wide'
import { PhoneFrame } from './phone-frame'
import type { PageFrameProps } from './types'

const WideFrame = lazy(() => import('@/console/wide-frame'))

/** The frame of every page; from 1024 px on it stands inside the console. */
export function PageFrame(props: PageFrameProps) {
  const wide = useWide()
  if (!wide) return <PhoneFrame {...props} />

  return (
    <Suspense fallback={null}>
      <WideFrame {...props} />
    </Suspense>
  )
}
