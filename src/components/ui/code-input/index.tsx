import { useEffect, useRef, useState } from 'react'
import { TextInput } from '../text-input'
import { View } from '../view'
import './index.scss'

export interface CodeInputProps {
  value: string
  onChange: (value: string) => void
  /** Called once when the last digit is typed. */
  onComplete?: (value: string) => void
  /** Spoken name, e.g. 短信验证码. */
  label: string
  length?: number
  /** Dots instead of digits. */
  secret?: boolean
  /** Words under the boxes; the boxes turn dark red. */
  error?: string
  disabled?: boolean
  autoFocus?: boolean
}

/** Boxes for a code or password over one real input, so that the system keypad, paste and autofill work. */
export function CodeInput(props: CodeInputProps) {
  const { value, onChange, onComplete, label, length = 6, secret, error, disabled, autoFocus } = props
  const [focused, setFocused] = useState(false)
  const completed = useRef('')

  useEffect(() => {
    if (value.length < length) completed.current = ''
    else if (completed.current !== value) {
      completed.current = value
      onComplete?.(value)
    }
  }, [value, length, onComplete])

  return (
    <View className={error ? 'code code--bad' : 'code'}>
      <View className="code__boxes">
        {Array.from({ length }, (_, index) => (
          <View
            key={index}
            className={
              focused && index === Math.min(value.length, length - 1)
                ? 'code__box code__box--on'
                : 'code__box'
            }
            aria-hidden
          >
            {secret && value[index] ? '•' : value[index]}
          </View>
        ))}
        <TextInput
          className="code__input"
          kind={secret ? 'password' : 'digits'}
          autoComplete={secret ? 'off' : 'one-time-code'}
          value={value}
          maxLength={length}
          label={label}
          invalid={Boolean(error)}
          disabled={disabled}
          autoFocus={autoFocus}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
          onChange={(next) => onChange(next.replace(/\D/g, '').slice(0, length))}
        />
      </View>
      <View className="code__words" role="alert">
        {error ?? ''}
      </View>
    </View>
  )
}
