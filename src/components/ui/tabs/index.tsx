import { Press } from '../press'
import { View } from '../view'
import { stepChoice } from './step-choice'
import './index.scss'

export interface TabsProps<K extends string> {
  items: readonly { key: K; label: string }[]
  value: K
  onChange: (key: K) => void
  /** Spoken name of the group. */
  label: string
}

/** Two to four views of one thing, with a line under the chosen one. */
export function Tabs<K extends string>({ items, value, onChange, label }: TabsProps<K>) {
  return (
    <View className="tabs" role="tablist" aria-label={label}>
      {items.map((item) => {
        const chosen = item.key === value

        return (
          <Press
            key={item.key}
            id={`tab-${item.key}`}
            role="tab"
            selected={chosen}
            tabIndex={chosen ? 0 : -1}
            className={chosen ? 'tabs__tab tabs__tab--on' : 'tabs__tab'}
            onPress={() => onChange(item.key)}
            onArrow={(direction) => {
              const next = stepChoice(items, value, direction)
              onChange(next)
              document.getElementById(`tab-${next}`)?.focus()
            }}
          >
            {item.label}
          </Press>
        )
      })}
    </View>
  )
}
