import { Picker } from '@tarojs/components'
import { fromLocal, toLocal } from './local-time'
import type { DateTimePickerProps } from './types'

const day = 24 * 60 * 60 * 1000
const minutes = ['00', '15', '30', '45']
const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'))

/** Day, hour and quarter in the wheels of the system. */
export function DateTimePicker({ value, onChange, min, max, children }: DateTimePickerProps) {
  const first = min ?? Date.now()
  const span = Math.min(365, Math.max(1, Math.ceil(((max ?? first + 365 * day) - first) / day)))
  const days = Array.from({ length: span + 1 }, (_, index) => toLocal(first + index * day).slice(0, 10))
  const [date = '', time = ''] = toLocal(value).split('T')
  const chosen = [
    Math.max(0, days.indexOf(date)),
    Number(time.slice(0, 2)),
    Math.floor(Number(time.slice(3)) / 15),
  ]

  return (
    <Picker
      mode="multiSelector"
      range={[days, hours, minutes]}
      value={chosen}
      onChange={(event) => {
        const [d = 0, h = 0, m = 0] = event.detail.value
        const at = fromLocal(`${days[d]}T${hours[h]}:${minutes[m]}`)
        if (at !== undefined) onChange(at)
      }}
    >
      {children}
    </Picker>
  )
}
