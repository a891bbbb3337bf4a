import { Press } from '@/components/ui/press'
import { View } from '@/components/ui/view'
import { useLanguage } from '@/locales/language'
import { defineTexts, useTexts } from '@/locales/texts'
import { openPage } from '@/platform/navigate'
import './agreement-links.scss'

const texts = defineTexts(
  { terms: '《服务协议》', privacy: '《隐私政策》', certificate: '《证书协议》' },
  { terms: 'Terms of service', privacy: 'Privacy policy', certificate: 'Certificates' },
)

/** Links to what one agrees to; they stand under the consent tick, not inside of its target. */
export function AgreementLinks() {
  const t = useTexts(texts)

  return (
    <View className={`agreement-links agreement-links--${useLanguage()}`}>
      {(['terms', 'privacy', 'certificate'] as const).map((kind) => (
        <Press
          key={kind}
          role="link"
          className="agreement-links__link"
          onPress={() => openPage('agreement', { kind })}
        >
          {t[kind]}
        </Press>
      ))}
    </View>
  )
}
