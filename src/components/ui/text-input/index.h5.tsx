import { useEffect, useRef } from 'react'
import type { TextInputProps } from './types'

const modes = {
  text: { type: 'text', inputMode: 'text' },
  phone: { type: 'tel', inputMode: 'tel' },
  digits: { type: 'text', inputMode: 'numeric' },
  idcard: { type: 'text', inputMode: 'text' },
  password: { type: 'password', inputMode: 'numeric' },
  search: { type: 'search', inputMode: 'search' },
} as const

/** A bare input; Field adds label, hint and error. */
export function TextInput(props: TextInputProps) {
  const { kind = 'text', maxLength = 200, autoFocus } = props
  const line = useRef<HTMLInputElement>(null)
  const area = useRef<HTMLTextAreaElement>(null)

  useEffect(() => {
    if (autoFocus) (line.current ?? area.current)?.focus()
  }, [autoFocus])

  const shared = {
    id: props.id,
    className: props.className,
    value: props.value,
    maxLength,
    placeholder: props.placeholder,
    disabled: props.disabled,
    'aria-label': props.label,
    'aria-invalid': props.invalid || undefined,
    'aria-describedby': props.describedBy,
    onFocus: props.onFocus,
    onBlur: props.onBlur,
  }

  if (props.multiline) {
    return (
      <textarea ref={area} rows={3} {...shared} onChange={(event) => props.onChange(event.target.value)} />
    )
  }

  return (
    <input
      ref={line}
      {...shared}
      {...modes[kind]}
      {...(props.hidden ? { type: 'password' } : {})}
      autoComplete={props.autoComplete ?? 'off'}
      enterKeyHint={kind === 'search' ? 'search' : undefined}
      onChange={(event) => props.onChange(event.target.value)}
      onKeyDown={(event) => {
        // Enter that only closes the Chinese input method must not send the form.
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) props.onConfirm?.()
      }}
    />
  )
}
