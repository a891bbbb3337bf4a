import type { Proof } from '#types/verification'
import { View } from '@/components/ui/view'
import { useLanguage } from '@/locales/language'
import './proof.scss'

/** Why the verdict is what it is, then what else was noticed; the engine's own sentences. */
export function Findings({ findings }: { findings: Proof['findings'] }) {
  const language = useLanguage()
  if (findings.length === 0) return null

  return (
    <View as="ul" className="findings t5">
      {findings.map(({ severity, text }) => (
        <View
          key={text.zh}
          as="li"
          className={severity === 'tampered' ? 'finding c-refused' : 'finding c-ink2'}
        >
          {text[language]}
        </View>
      ))}
    </View>
  )
}
