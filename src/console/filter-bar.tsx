import { useEffect, useRef } from 'react'
import { Icon } from '@/components/ui/icon'
import { contractWords } from '@/locales/contract-words'
import { useTexts } from '@/locales/texts'
import { filterLabels, type ContractFilter } from '@/pages/contracts/contract-filter'
import { consoleTexts } from './console-texts'

interface FilterBarProps {
  filter: ContractFilter
  onChange: (filter: ContractFilter) => void
}

const roles = ['any', 'initiated', 'received'] as const

/** Search (`/` leads to it), who started it, status. A filter in use turns blue and grows an ×. */
export function FilterBar({ filter, onChange }: FilterBarProps) {
  const t = useTexts(consoleTexts)
  const words = useTexts(contractWords)
  const search = useRef<HTMLInputElement>(null)

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const at = document.activeElement
      const typing = at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      search.current?.focus()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])

  return (
    <div className="desk-filter" role="search">
      <label className="desk-search">
        <Icon name="search" size={16} />
        <input
          ref={search}
          type="search"
          className="desk-search__input"
          aria-label={t.searchHint}
          placeholder={t.searchHint}
          maxLength={100}
          value={filter.search}
          onChange={(event) => onChange({ ...filter, search: event.target.value })}
        />
        <kbd aria-hidden="true">/</kbd>
      </label>
      <div className="desk-seg" role="group" aria-label={t.rolesLabel}>
        {roles.map((role) => (
          <button
            key={role}
            type="button"
            className={role === filter.role ? 'desk-seg__part desk-seg__part--on' : 'desk-seg__part'}
            aria-pressed={role === filter.role}
            onClick={() => onChange({ ...filter, role })}
          >
            {t.roles[role]}
          </button>
        ))}
      </div>
      <span className={filter.label ? 'desk-choice desk-choice--set' : 'desk-choice'}>
        <select
          className="desk-choice__select"
          aria-label={t.status}
          value={filter.label ?? ''}
          onChange={(event) =>
            onChange({ ...filter, label: filterLabels.find((label) => label === event.target.value) })
          }
        >
          <option value="">{`${t.status} ${t.any}`}</option>
          {filterLabels.map((label) => (
            <option key={label} value={label}>
              {words.label[label]}
            </option>
          ))}
        </select>
        {filter.label ? (
          <button
            type="button"
            className="desk-choice__clear"
            aria-label={t.clearStatus}
            onClick={() => onChange({ ...filter, label: undefined })}
          >
            <Icon name="close" size={14} />
          </button>
        ) : (
          <Icon name="down" size={14} className="desk-choice__arrow" />
        )}
      </span>
    </div>
  )
}
