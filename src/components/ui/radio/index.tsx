import { Icon } from '../icon'
import { View } from '../view'
import './index.scss'

/** The round mark of one choice. Put it as `value` of a ListRow with role="radio": the whole row is the target. */
export function RadioMark({ checked }: { checked: boolean }) {
  return (
    <View as="span" className={checked ? 'radio radio--on' : 'radio'} aria-hidden>
      {checked && <Icon name="check" size={16} weight={2} />}
    </View>
  )
}
