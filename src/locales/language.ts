import { useSyncExternalStore } from 'react'
import { readStored, store } from '@/platform/storage'
import { announceLanguage } from '@/platform/page-language'

export type Language = 'zh' | 'en'

let current: Language | undefined
const listeners = new Set<() => void>()

/** Language of the texts; Chinese until somebody chooses. */
export function language(): Language {
  current ??= readStored<string>('language') === 'en' ? 'en' : 'zh'
  return current
}

export function setLanguage(next: Language): void {
  if (next === language()) return
  current = next
  store('language', next)
  announceLanguage(next)
  listeners.forEach((listener) => listener())
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, language, language)
}
