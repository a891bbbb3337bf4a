import { useRouter } from '@tarojs/taro'
import { returnTo } from '@/platform/navigate'
import { SignInScreen } from './screen'

/** Signs in and leads back to where one wanted to go. */
export default function SignInPage() {
  const asked = useRouter().params.returnTo

  return <SignInScreen onDone={() => returnTo(asked && decodeURIComponent(asked))} />
}
