export interface TextInputProps {
  id?: string
  className?: string
  value: string
  onChange: (value: string) => void
  kind?: 'text' | 'phone' | 'digits' | 'idcard' | 'password' | 'search'
  /** Draws dots instead of the characters; `password` always does. */
  hidden?: boolean
  /** Several lines, growing with the text. */
  multiline?: boolean
  maxLength?: number
  placeholder?: string
  disabled?: boolean
  autoFocus?: boolean
  /** What the browser may fill in, e.g. `one-time-code`, `tel`, `name`. */
  autoComplete?: string
  label?: string
  invalid?: boolean
  describedBy?: string
  onFocus?: () => void
  onBlur?: () => void
  /** Enter on the keyboard. */
  onConfirm?: () => void
}
