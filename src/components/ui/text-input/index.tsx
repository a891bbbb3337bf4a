import { Input, Textarea } from '@tarojs/components'
import type { TextInputProps } from './types'

const types = {
  text: 'text',
  phone: 'number',
  digits: 'number',
  idcard: 'idcard',
  password: 'number',
  search: 'text',
} as const

/** A bare input; Field adds label, hint and error. */
export function TextInput(props: TextInputProps) {
  const { kind = 'text', maxLength = 200 } = props
  const spoken = { ariaLabel: props.label }

  if (props.multiline) {
    return (
      <Textarea
        id={props.id}
        className={props.className}
        value={props.value}
        maxlength={maxLength}
        placeholder={props.placeholder}
        placeholderClass="placeholder"
        disabled={props.disabled}
        autoHeight
        onInput={(event) => props.onChange(event.detail.value)}
        onFocus={props.onFocus}
        onBlur={props.onBlur}
        {...spoken}
      />
    )
  }

  return (
    <Input
      id={props.id}
      className={props.className}
      value={props.value}
      type={types[kind]}
      password={kind === 'password' || props.hidden}
      maxlength={maxLength}
      placeholder={props.placeholder}
      placeholderClass="placeholder"
      disabled={props.disabled}
      focus={props.autoFocus}
      confirmType={kind === 'search' ? 'search' : 'done'}
      onInput={(event) => props.onChange(event.detail.value)}
      onFocus={props.onFocus}
      onBlur={props.onBlur}
      onConfirm={props.onConfirm}
      {...spoken}
    />
  )
}
