import { returnTo } from '@/platform/navigate'
import { useParam } from '@/platform/use-param'
import { SignInScreen } from './screen'

/** Signs in and leads back to where one wanted to go. */
export default function SignInPage() {
  const asked = useParam('returnTo')

  return <SignInScreen onDone={() => returnTo(asked)} />
}
