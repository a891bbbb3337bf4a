import { Icon } from '@/components/ui/icon'
import { Press } from '@/components/ui/press'
import { View } from '@/components/ui/view'
import { useTexts } from '@/locales/texts'
import { documentTexts } from '../texts'

interface PillProps {
  /** The page being read, from 0. */
  reading: number
  pages: number
  onFind?: () => void
}

/** Over the paper of a phone: where one is, and the way to the search. */
export function Pill({ reading, pages, onFind }: PillProps) {
  const t = useTexts(documentTexts)

  return (
    <View className="viewer__corner">
      {onFind && (
        <Press className="viewer__find" label={t.find} onPress={onFind}>
          <View as="span" className="viewer__find-mark">
            <Icon name="search" size={16} />
          </View>
        </Press>
      )}
      {pages > 1 && (
        <View className="viewer__pill" aria-live="polite">
          {t.pagePill(reading + 1, pages)}
        </View>
      )}
    </View>
  )
}
