import { lazy, Suspense } from 'react'
import type { SidePanelProps } from './types'

const Panel = lazy(() => import('./panel'))

/** Parties, places and the one button beside the paper, from 1024 px on. */
export function SidePanel(props: SidePanelProps) {
  return (
    <Suspense fallback={null}>
      <Panel {...props} />
    </Suspense>
  )
}
