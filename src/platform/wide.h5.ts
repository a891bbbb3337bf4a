import { useSyncExternalStore } from 'react'

const query = window.matchMedia('(min-width: 1024px)')

function subscribe(listener: () => void): () => void {
  // iOS 13 knows only the old pair of methods.
  query.addListener(listener)
  return () => query.removeListener(listener)
}

/** Whether there is room for the console (1024 px and more). */
export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches)
}
