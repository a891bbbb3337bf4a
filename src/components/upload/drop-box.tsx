import type { ReactNode } from 'react'
import type { IconName } from '@/components/ui/icon/shapes'
import { Icon } from '@/components/ui/icon'
import { View } from '@/components/ui/view'
import './upload.scss'

interface DropBoxProps {
  id?: string
  icon?: IconName
  /** A file is being held over the window. */
  over: boolean
  title: string
  text?: string
  /** Kinds and sizes that are taken. */
  limits: string
  /** The buttons. */
  children: ReactNode
}

/** Where a file is chosen, or dropped. */
export function DropBox({ id, icon = 'upload', over, title, text, limits, children }: DropBoxProps) {
  return (
    <View id={id} className={over ? 'drop drop--over' : 'drop'}>
      <View className="drop__icon" aria-hidden>
        <Icon name={icon} size={32} />
      </View>
      <View as="h2" className="t3">
        {title}
      </View>
      <View as="p" className="drop__text">
        {text}
      </View>
      {children}
      <View as="p" className="drop__limits">
        {limits}
      </View>
    </View>
  )
}
