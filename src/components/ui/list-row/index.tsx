import type { ReactNode } from 'react'
import { Icon } from '../icon'
import type { IconName } from '../icon/shapes'
import { Press } from '../press'
import { View } from '../view'
import './index.scss'

export interface ListRowProps {
  /** Label at the left. */
  label: ReactNode
  /** Second line under the label, 12 px. */
  note?: ReactNode
  /** Value at the right; truncates before label, status and chevron do. */
  value?: ReactNode
  icon?: IconName
  /** Instead of icon, e.g. an identity mark. */
  lead?: ReactNode
  /** The label is the name of a thing (ink, 16) rather than a caption (ink-3, 14). */
  strong?: boolean
  /** Opens something: shows the chevron and makes the whole row the target. */
  onPress?: () => void
  /** Hides the chevron of a pressable row, e.g. when `value` is a radio. */
  plain?: boolean
  role?: 'button' | 'radio' | 'checkbox' | 'switch' | 'menuitem' | 'link'
  checked?: boolean
  disabled?: boolean
  id?: string
}

/** A row of a list inside a flush Card; rows draw the line between them themselves. */
export function ListRow(props: ListRowProps) {
  const { label, note, value, icon, lead, strong, onPress, plain } = props
  const inner = (
    <>
      {lead ?? (icon && <Icon name={icon} className="li__icon" />)}
      <View as="span" className={value === undefined || strong ? 'li__text li__text--wide' : 'li__text'}>
        <View as="span" className={strong ? 'li__label li__label--strong' : 'li__label'}>
          {label}
        </View>
        {note !== undefined && (
          <View as="span" className="li__note">
            {note}
          </View>
        )}
      </View>
      {value !== undefined && (
        <View as="span" className={strong ? 'li__value li__value--kept' : 'li__value'}>
          {value}
        </View>
      )}
      {onPress && !plain && <Icon name="forward" size={16} className="li__chevron" />}
    </>
  )
  const names = ['li', lead || icon ? 'li--lead' : '', onPress ? 'li--press' : ''].join(' ')

  if (!onPress) {
    return (
      <View id={props.id} className={names}>
        {inner}
      </View>
    )
  }

  return (
    <Press
      id={props.id}
      className={names}
      role={props.role}
      checked={props.checked}
      disabled={props.disabled}
      onPress={onPress}
    >
      {inner}
    </Press>
  )
}
