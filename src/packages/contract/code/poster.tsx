import type { ActionOutput } from '#types/api'
import { IdentityMark } from '@/components/ui/identity-mark'
import { SvgPicture } from '@/components/ui/svg-picture'
import { View } from '@/components/ui/view'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { dayAndTime } from '@/locales/when'
import { codeTexts } from './code-texts'
import './poster.scss'

export type SignCode = ActionOutput<'contract', 'getCode'>

/** Who invites, to what, the code, what to do, until when. */
export function Poster({ code }: { code: SignCode }) {
  const t = useTexts(codeTexts)
  const language = useLanguage()

  return (
    <View as="section" className="poster">
      <View className="poster__head">
        <View className="poster__invites">
          <IdentityMark name={code.inviterName} kind="organization" size={24} />
          <View as="span" className="poster__who cut">
            {t.invites(code.inviterName)}
          </View>
        </View>
        <View as="h2" className="t2">
          {code.name}
        </View>
      </View>
      <View className="poster__code">
        <SvgPicture svg={code.qrSvg} alt={t.qr} width={184} />
      </View>
      <View as="p" className="t3">
        {t.how}
      </View>
      <View as="p" className="t5 c-ink3">
        {t.howNote}
      </View>
      <View className="poster__cut" aria-hidden />
      <View className="poster__until">
        <View className="t5 c-ink3">{t.until}</View>
        <View className="t4b">{dayAndTime(code.deadline, language)}</View>
      </View>
    </View>
  )
}
