import { Icon } from '@/components/ui/icon'
import { Press } from '@/components/ui/press'
import { TextInput } from '@/components/ui/text-input'
import { View } from '@/components/ui/view'
import { useTexts } from '@/locales/texts'
import { listTexts } from './contract-list-texts'
import './search-bar.scss'

interface SearchBarProps {
  value: string
  onChange: (value: string) => void
  onFilter: () => void
  filtered: boolean
}

export function SearchBar({ value, onChange, onFilter, filtered }: SearchBarProps) {
  const t = useTexts(listTexts)

  return (
    <View className="search" role="search">
      <View className="search__box">
        <Icon name="search" size={20} weight={1.5} className="c-ink3" />
        <TextInput
          className="search__input"
          kind="search"
          value={value}
          onChange={onChange}
          maxLength={100}
          placeholder={t.searchHint}
          label={t.search}
        />
        {value !== '' && (
          <Press className="search__clear" label={t.clearSearch} onPress={() => onChange('')}>
            <Icon name="close" size={16} />
          </Press>
        )}
      </View>
      <Press className="search__filter" label={filtered ? t.filterOn : t.filter} onPress={onFilter}>
        <Icon name="filter" />
        {filtered && <View as="span" className="search__dot" />}
      </Press>
    </View>
  )
}
