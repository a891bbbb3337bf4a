import { lazy, Suspense } from 'react'
import type { Placing } from './use-placing'

const Editor = lazy(() => import('./console/editor'))

export function WidePlacing(props: { placing: Placing }) {
  return (
    <Suspense fallback={null}>
      <Editor {...props} />
    </Suspense>
  )
}
