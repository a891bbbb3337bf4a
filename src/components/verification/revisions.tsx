import type { Proof } from '#types/verification'
import { View } from '@/components/ui/view'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { proofTexts } from './proof-texts'
import './proof.scss'

/** What each saving of the file wrote, oldest first. */
export function Revisions({ revisions }: { revisions: Proof['revisions'] }) {
  const t = useTexts(proofTexts)
  const language = useLanguage()
  const told = revisions.flatMap(({ changes }, i) => (changes.length > 0 ? [{ n: i + 1, changes }] : []))
  if (told.length === 0) return null

  return (
    <View as="ol" className="revisions">
      {told.map(({ n, changes }) => (
        <View as="li" key={n} className="proof-line t5">
          <View as="span" className="c-ink3 proof-line__name">
            {t.revision(n)}
          </View>
          <View as="span" className="proof-line__value">
            {changes.map((change) => change[language]).join(t.between)}
          </View>
        </View>
      ))}
    </View>
  )
}
