import { fromLocal, toLocal } from './local-time'
import type { DateTimePickerProps } from './types'
import './index.scss'

/** The system's own picker, over what is drawn: it knows the keyboard, the language and the habits of the device. */
export function DateTimePicker({ value, onChange, min, max, label, children }: DateTimePickerProps) {
  return (
    <div className="when">
      {children}
      <input
        className="when__input"
        type="datetime-local"
        aria-label={label}
        value={toLocal(value)}
        min={min === undefined ? undefined : toLocal(min)}
        max={max === undefined ? undefined : toLocal(max)}
        onClick={(event) => openPicker(event.currentTarget)}
        onChange={(event) => {
          const at = fromLocal(event.target.value)
          if (at !== undefined) onChange(at)
        }}
      />
    </div>
  )
}

function openPicker(input: HTMLInputElement): void {
  try {
    input.showPicker?.()
  } catch {
    // The browser opens it by itself, or lets one type.
  }
}
