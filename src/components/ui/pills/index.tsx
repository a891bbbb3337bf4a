import { Press } from '../press'
import { ScrollArea } from '../scroll-area'
import { View } from '../view'
import { stepChoice } from '../tabs/step-choice'
import './index.scss'

export interface PillsProps<K extends string> {
  items: readonly { key: K; label: string; count?: number | string }[]
  value: K
  onChange: (key: K) => void
  /** Spoken name of the group. */
  label: string
}

/** Folders and categories in one row that scrolls; a cut pill shows that it does. */
export function Pills<K extends string>({ items, value, onChange, label }: PillsProps<K>) {
  return (
    <ScrollArea horizontal className="pills" showId={`pill-${value}`}>
      <View className="pills__row" role="tablist" aria-label={label}>
        {items.map((item) => {
          const chosen = item.key === value

          return (
            <Press
              key={item.key}
              id={`pill-${item.key}`}
              role="tab"
              selected={chosen}
              tabIndex={chosen ? 0 : -1}
              className={chosen ? 'pill pill--on' : 'pill'}
              onPress={() => onChange(item.key)}
              onArrow={(direction) => {
                const next = stepChoice(items, value, direction)
                onChange(next)
                document.getElementById(`pill-${next}`)?.focus()
              }}
            >
              <View as="span">{item.label}</View>
              {item.count !== undefined && (
                <View as="span" className="pill__count">
                  {item.count}
                </View>
              )}
            </Press>
          )
        })}
      </View>
    </ScrollArea>
  )
}
