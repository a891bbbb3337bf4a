import { lazy, Suspense } from 'react'
import { useWide } from '@/platform/wide'
import { SignInOnPhone } from './phone'
import type { SignInView } from './sign-in-view'

const SignInOnDesk = lazy(() => import('@/console/sign-in'))

export function SignInScreen(props: SignInView) {
  if (!useWide()) return <SignInOnPhone {...props} />

  return (
    <Suspense fallback={null}>
      <SignInOnDesk {...props} />
    </Suspense>
  )
}
