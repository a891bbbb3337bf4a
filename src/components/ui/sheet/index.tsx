import { useId, type ReactNode } from 'react'
import { uiTexts } from '@/locales/ui-texts'
import { useTexts } from '@/locales/texts'
import { Icon } from '../icon'
import { Overlay } from '../overlay'
import { Press } from '../press'
import { View } from '../view'
import './index.scss'

export interface SheetProps {
  open: boolean
  title: string
  /** Touching the veil, the close button or Escape. Leave out while leaving would lose something. */
  onClose?: () => void
  /** Buttons under the content, above the safe area. */
  bar?: ReactNode
  /** Under the title, 14 ink-2. */
  note?: ReactNode
  /** Content without the inset of 16. */
  flush?: boolean
  children?: ReactNode
}

/** Rises from below on phones; stands in the middle from 1024 px on. */
export function Sheet({ open, title, onClose, bar, note, flush, children }: SheetProps) {
  const t = useTexts(uiTexts)
  const id = useId()
  if (!open) return null

  return (
    <Overlay onLeave={onClose} label={title} labelledBy={id}>
      <View className="sheet">
        <View className="sheet__grab" aria-hidden />
        <View className="sheet__head">
          <View as="h2" id={id} className="sheet__title">
            {title}
          </View>
          {onClose && (
            <Press className="sheet__close" label={t.close} onPress={onClose}>
              <Icon name="close" size={20} />
            </Press>
          )}
        </View>
        {note !== undefined && <View className="sheet__note">{note}</View>}
        <View className={flush ? 'sheet__body' : 'sheet__body sheet__body--inset'}>{children}</View>
        {bar && <View className="sheet__bar">{bar}</View>}
      </View>
    </Overlay>
  )
}
