import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Press } from '@/components/ui/press'
import { Sheet } from '@/components/ui/sheet'
import { View } from '@/components/ui/view'
import { contractWords } from '@/locales/contract-words'
import { useTexts } from '@/locales/texts'
import { filterLabels, type ContractFilter } from './contract-filter'
import { listTexts } from './contract-list-texts'
import './filter-sheet.scss'

interface FilterSheetProps {
  filter: ContractFilter
  onApply: (filter: ContractFilter) => void
  onClose: () => void
}

export function FilterSheet({ filter, onApply, onClose }: FilterSheetProps) {
  const t = useTexts(listTexts)
  const words = useTexts(contractWords)
  const [draft, setDraft] = useState(filter)

  return (
    <Sheet
      open
      title={t.filterTitle}
      onClose={onClose}
      bar={
        <>
          <Button kind="quiet" onPress={() => setDraft({ ...draft, label: undefined, role: 'any' })}>
            {t.reset}
          </Button>
          <Button fill onPress={() => onApply(draft)}>
            {t.apply}
          </Button>
        </>
      }
    >
      <Choice
        name={t.status}
        options={[
          { key: undefined, label: t.anyStatus },
          ...filterLabels.map((key) => ({ key, label: words.label[key] })),
        ]}
        value={draft.label}
        onChange={(label) => setDraft({ ...draft, label })}
      />
      <Choice
        name={t.role}
        options={(['any', 'initiated', 'received'] as const).map((key) => ({ key, label: t.roles[key] }))}
        value={draft.role}
        onChange={(role) => setDraft({ ...draft, role })}
      />
    </Sheet>
  )
}

interface ChoiceProps<K> {
  name: string
  options: readonly { key: K; label: string }[]
  value: K
  onChange: (key: K) => void
}

function Choice<K>({ name, options, value, onChange }: ChoiceProps<K>) {
  return (
    <View className="choice" role="radiogroup" aria-label={name}>
      <View as="h3" className="t4b">
        {name}
      </View>
      <View className="choice__options">
        {options.map((option) => (
          <Press
            key={option.label}
            role="radio"
            checked={option.key === value}
            className={option.key === value ? 'choice__option choice__option--on' : 'choice__option'}
            onPress={() => onChange(option.key)}
          >
            {option.label}
          </Press>
        ))}
      </View>
    </View>
  )
}
