import { useEffect, useRef, useState, type ChangeEvent, type KeyboardEvent } from 'react'
import { Icon } from '@/components/ui/icon'
import { Press } from '@/components/ui/press'
import { useTexts } from '@/locales/texts'
import { documentTexts } from '../../texts'
import { findWords } from './find-words'
import type { FindBarProps } from './types'
import './find-bar.scss'

/** Nobody types a Chinese phrase without a pause; each search costs the server pages. */
const pauseMs = 450

/** Enter is the next match, Shift and Enter the one before, Escape closes. */
export function FindBar({ search, pages, onFind, onStep, onClose, floating }: FindBarProps) {
  const t = useTexts(documentTexts)
  const input = useRef<HTMLInputElement>(null)
  const pause = useRef<ReturnType<typeof setTimeout>>()
  const [value, setValue] = useState(search.phrase)
  const { count, spoken, notes } = findWords(search, pages, t)
  const searching = search.state === 'searching'
  const none = search.matches.length === 0

  useEffect(() => {
    input.current?.focus()
    input.current?.select()
    return () => clearTimeout(pause.current)
  }, [])

  const later = (phrase: string) => {
    clearTimeout(pause.current)
    pause.current = setTimeout(() => {
      if (phrase.trim() !== search.phrase) onFind(phrase)
    }, pauseMs)
  }
  const onChange = (event: ChangeEvent<HTMLInputElement>) => {
    setValue(event.target.value)
    // Half a syllable of the Chinese input method is nothing to look for.
    const composing = event.nativeEvent instanceof InputEvent && event.nativeEvent.isComposing
    if (composing) clearTimeout(pause.current)
    else later(event.target.value)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      onClose()
    }
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return
    event.preventDefault()
    clearTimeout(pause.current)
    if (event.shiftKey && value.trim() === search.phrase) onStep(-1)
    else onFind(value)
  }

  return (
    <div
      className={floating ? 'find find--floating' : 'find'}
      role="search"
      aria-label={t.find}
      onKeyDown={onKeyDown}
    >
      <div className="find__row">
        <div className="find__box">
          <Icon name="search" size={20} className="find__glass" />
          <input
            ref={input}
            className="find__input"
            type="text"
            inputMode="search"
            enterKeyHint="search"
            autoComplete="off"
            maxLength={100}
            aria-label={t.findHint}
            placeholder={t.findHint}
            value={value}
            onChange={onChange}
            onCompositionEnd={(event) => later(event.currentTarget.value)}
          />
          <span className="find__count" aria-hidden="true">
            {count}
          </span>
        </div>
        <Press className="find__press" label={t.findPrevious} disabled={none} onPress={() => onStep(-1)}>
          <Icon name="up" size={20} />
        </Press>
        <Press className="find__press" label={t.findNext} disabled={none} onPress={() => onStep(1)}>
          <Icon name="down" size={20} />
        </Press>
        <Press className="find__press" label={t.findClose} onPress={onClose}>
          <Icon name="close" size={20} />
        </Press>
      </div>
      <div className="unseen" role="status">
        {spoken}
      </div>
      <div className="find__notes" role="status">
        {notes.length > 0 && <span className="find__words">{notes.join(' · ')}</span>}
        {search.state === 'failed' && (
          <Press className="find__again" onPress={() => onFind(value)}>
            {t.findAgain}
          </Press>
        )}
      </div>
      {searching && (
        <i
          className="find__progress"
          style={{ width: `${Math.round((search.read / Math.max(1, pages)) * 100)}%` }}
        />
      )}
    </div>
  )
}
