import type { ReactNode } from 'react'
import { SvgPicture } from '../svg-picture'
import { View } from '../view'
import { drawings } from './drawings'
import './index.scss'

export interface EmptyProps {
  /** The first act, in a few words: "发起第一份合同". */
  title: string
  text?: string
  drawing?: keyof typeof drawings
  /** The button that does it, if the person may. */
  action?: ReactNode
}

/** Teaches the first act and names the benefit. */
export function Empty({ title, text, drawing = 'sign', action }: EmptyProps) {
  return (
    <View className="empty">
      <SvgPicture svg={drawings[drawing]} alt="" width={168} height={136} />
      <View as="h2" className="empty__title">
        {title}
      </View>
      {text && (
        <View as="p" className="empty__text">
          {text}
        </View>
      )}
      {action}
    </View>
  )
}
