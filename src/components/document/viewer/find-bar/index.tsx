import { useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { Press } from '@/components/ui/press'
import { TextInput } from '@/components/ui/text-input'
import { View } from '@/components/ui/view'
import { useTexts } from '@/locales/texts'
import { documentTexts } from '../../texts'
import { findWords } from './find-words'
import type { FindBarProps } from './types'
import './find-bar.scss'

/** The search key of the keyboard looks for the phrase; again, it goes to the next match. */
export function FindBar({ search, pages, onFind, onStep, onClose }: FindBarProps) {
  const t = useTexts(documentTexts)
  const [value, setValue] = useState(search.phrase)
  const { count, spoken, notes } = findWords(search, pages, t)
  const none = search.matches.length === 0

  return (
    <View className="find" role="search">
      <View className="find__row">
        <View className="find__box">
          <Icon name="search" size={20} className="find__glass" />
          <TextInput
            className="find__input"
            kind="search"
            maxLength={100}
            autoFocus
            label={t.findHint}
            placeholder={t.findHint}
            value={value}
            onChange={setValue}
            onConfirm={() => onFind(value)}
          />
          <View as="span" className="find__count" aria-label={spoken}>
            {count}
          </View>
        </View>
        <Press className="find__press" label={t.findPrevious} disabled={none} onPress={() => onStep(-1)}>
          <Icon name="up" size={20} />
        </Press>
        <Press className="find__press" label={t.findNext} disabled={none} onPress={() => onStep(1)}>
          <Icon name="down" size={20} />
        </Press>
        <Press className="find__press" label={t.findClose} onPress={onClose}>
          <Icon name="close" size={20} />
        </Press>
      </View>
      {notes.length > 0 && (
        <View className="find__notes" role="alert">
          <View as="span" className="find__words">
            {notes.join(' · ')}
          </View>
          {search.state === 'failed' && (
            <Press className="find__again" onPress={() => onFind(value)}>
              {t.findAgain}
            </Press>
          )}
        </View>
      )}
    </View>
  )
}
