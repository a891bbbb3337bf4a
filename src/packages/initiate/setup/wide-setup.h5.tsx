import { lazy, Suspense } from 'react'
import type { Setup } from './use-setup'

const Console = lazy(() => import('./console/console-setup'))

export function WideSetup(props: { setup: Setup }) {
  return (
    <Suspense fallback={null}>
      <Console {...props} />
    </Suspense>
  )
}
