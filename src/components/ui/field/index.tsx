import { useId, type ReactNode } from 'react'
import { TextInput } from '../text-input'
import type { TextInputProps } from '../text-input/types'
import { View } from '../view'
import './index.scss'

export interface FieldProps extends Omit<TextInputProps, 'label' | 'invalid' | 'describedBy' | 'className'> {
  label: string
  /** What was wrong; stands under the field, and what was typed stays. */
  error?: string
  hint?: ReactNode
  /** At the right inside the field, e.g. a button that sends the code. */
  trail?: ReactNode
  /** Before the text, e.g. +86. */
  lead?: ReactNode
  /** `boxed`: label above a framed input. `row`: label at the left, inside a flush Card. */
  shape?: 'boxed' | 'row'
}

/** Labelled text input with hint and error. */
export function Field({ label, error, hint, trail, lead, shape = 'boxed', id, ...input }: FieldProps) {
  const ownId = useId()
  const inputId = id ?? ownId
  const wordsId = `${inputId}-words`
  const names = ['field', `field--${shape}`, error ? 'field--bad' : '', input.multiline ? 'field--tall' : '']

  return (
    <View className={names.join(' ')}>
      {/* The input carries the spoken name itself: mini-programs have no label element for inputs. */}
      <View as="span" className="field__label" aria-hidden>
        {label}
      </View>
      <View className="field__box">
        {lead && <View className="field__lead">{lead}</View>}
        <TextInput
          {...input}
          id={inputId}
          className="field__input"
          label={label}
          invalid={Boolean(error)}
          describedBy={error || hint ? wordsId : undefined}
        />
        {trail && <View className="field__trail">{trail}</View>}
      </View>
      {(error || hint) && (
        <View id={wordsId} className="field__words" role={error ? 'alert' : undefined}>
          {error ?? hint}
        </View>
      )}
    </View>
  )
}
