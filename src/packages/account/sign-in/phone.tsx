import { PageFrame } from '@/components/ui/page-frame'
import { ProductMark } from '@/components/ui/product-mark'
import { View } from '@/components/ui/view'
import { useTexts } from '@/locales/texts'
import { SignInForm } from './sign-in-form'
import { signInTexts } from './sign-in-texts'
import type { SignInView } from './sign-in-view'
import './phone.scss'

export function SignInOnPhone({ onDone }: SignInView) {
  const t = useTexts(signInTexts)

  return (
    <PageFrame title={t.title} back wide="bare">
      <View className="sign-in__promise">
        <ProductMark size={48} />
        <View as="p" className="sign-in__slogan">
          {t.slogan}
        </View>
        <View as="p" className="sign-in__text">
          {t.promise}
        </View>
      </View>
      <SignInForm onDone={onDone} />
    </PageFrame>
  )
}
