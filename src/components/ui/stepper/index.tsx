import { Fragment } from 'react'
import { useTexts } from '@/locales/texts'
import { uiTexts } from '@/locales/ui-texts'
import { Icon } from '../icon'
import { Press } from '../press'
import { View } from '../view'
import './index.scss'

export interface StepperProps {
  /** Three at most. */
  steps: readonly string[]
  /** Index of the step one is at. */
  current: number
  /** Goes back to a step that is done. */
  onBack?: (index: number) => void
}

export function Stepper({ steps, current, onBack }: StepperProps) {
  const t = useTexts(uiTexts)

  return (
    <View as="nav" className="stepper" aria-label={t.steps}>
      {steps.map((name, index) => (
        <Fragment key={name}>
          {index > 0 && <View className="stepper__line" aria-hidden />}
          {index < current && onBack ? (
            <Press
              className="stepper__step stepper__step--done"
              label={`${name}, ${t.stepDone}`}
              onPress={() => onBack(index)}
            >
              <Dot index={index} current={current} />
              <View as="span">{name}</View>
            </Press>
          ) : (
            <View
              className={`stepper__step ${index < current ? 'stepper__step--done' : ''} ${index === current ? 'stepper__step--on' : ''}`}
              aria-current={index === current ? 'step' : undefined}
            >
              <Dot index={index} current={current} />
              <View as="span">{name}</View>
            </View>
          )}
        </Fragment>
      ))}
    </View>
  )
}

function Dot({ index, current }: { index: number; current: number }) {
  return (
    <View as="span" className="stepper__dot">
      {index < current ? <Icon name="check" size={12} weight={2} /> : index + 1}
    </View>
  )
}
