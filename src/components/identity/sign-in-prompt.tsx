import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { defineTexts, useTexts } from '@/locales/texts'
import { openPage } from '@/platform/navigate'
import type { Route } from '@/platform/routes'
import { pathOf } from '@/platform/routes'

const texts = defineTexts(
  {
    title: '登录后查看您的合同',
    text: '发起、签署和归档都在这里，\n签过的每一份都能验证。',
    action: '登录',
  },
  {
    title: 'Sign in to see your contracts',
    text: 'Send, sign and keep contracts here.\nEach one can be verified by anybody.',
    action: 'Sign in',
  },
)

/** What a tab page shows a visitor. */
export function SignInPrompt({ back }: { back: Route }) {
  const t = useTexts(texts)

  return (
    <Empty
      title={t.title}
      text={t.text}
      action={<Button onPress={() => openPage('signIn', { returnTo: pathOf(back) })}>{t.action}</Button>}
    />
  )
}
