import type { Validation } from '#types/verification'
import { StatusChip, type ChipTone } from '@/components/ui/status-chip'
import { View } from '@/components/ui/view'
import { useTexts } from '@/locales/texts'
import { validateTexts } from './validate-texts'

const tones: Record<Validation['result'], ChipTone> = { intact: 'done', tampered: 'refused', failed: 'ended' }

/** The answers there are, before anything is asked. */
export function Answers() {
  const t = useTexts(validateTexts)

  return (
    <View as="section" className="answers">
      <View as="h2" className="t5 c-ink3 answers__head">
        {t.answers}
      </View>
      <View as="ul">
        {(['intact', 'tampered', 'failed'] as const).map((result) => (
          <View as="li" key={result} className="answers__row">
            <View className="answers__chip">
              <StatusChip tone={tones[result]}>{t.result[result]}</StatusChip>
            </View>
            <View as="span" className="t5 c-ink2">
              {t.meaning[result]}
            </View>
          </View>
        ))}
      </View>
    </View>
  )
}
