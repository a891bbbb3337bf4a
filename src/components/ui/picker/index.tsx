import { useState, type ReactNode } from 'react'
import { Card } from '../card'
import { ListRow } from '../list-row'
import { RadioMark } from '../radio'
import { Sheet } from '../sheet'
import { View } from '../view'

export interface PickerProps<K extends string> {
  title: string
  options: readonly { key: K; label: string; note?: string }[]
  value: K | undefined
  onChange: (key: K) => void
  /** Draws what opens the sheet. */
  children: (open: () => void) => ReactNode
}

/** One of a few, chosen in a sheet. */
export function Picker<K extends string>({ title, options, value, onChange, children }: PickerProps<K>) {
  const [open, setOpen] = useState(false)

  return (
    <>
      {children(() => setOpen(true))}
      <Sheet open={open} title={title} onClose={() => setOpen(false)}>
        <Card flush as="div">
          <View role="radiogroup" aria-label={title}>
            {options.map((option) => (
              <ListRow
                key={option.key}
                label={option.label}
                note={option.note}
                strong
                plain
                role="radio"
                checked={option.key === value}
                value={<RadioMark checked={option.key === value} />}
                onPress={() => {
                  onChange(option.key)
                  setOpen(false)
                }}
              />
            ))}
          </View>
        </Card>
      </Sheet>
    </>
  )
}
