import { useSyncExternalStore } from 'react'
import { forget, readStored, store } from '@/platform/storage'
import { startDraft, type Draft } from './draft'

const key = 'initiate.draft'

let current: Draft | undefined
const listeners = new Set<() => void>()

function stored(): Draft | undefined {
  const text = readStored<string>(key)
  if (!text) return undefined
  try {
    const kept: unknown = JSON.parse(text)
    const sound =
      typeof kept === 'object' &&
      kept !== null &&
      Reflect.get(kept, 'version') === 1 &&
      Array.isArray(Reflect.get(kept, 'parties')) &&
      Array.isArray(Reflect.get(kept, 'fields'))
    return sound ? (kept as Draft) : undefined
  } catch {
    return undefined
  }
}

function put(draft: Draft): void {
  current = draft
  store(key, JSON.stringify(draft))
  listeners.forEach((listener) => listener())
}

/** The draft of this organization, kept on this device; a new one when there is none, or only another's. */
export function draftOf(organizationId: string): Draft {
  current ??= stored()
  if (current?.organizationId !== organizationId) current = startDraft(organizationId, Date.now())
  return current
}

/** Changes the draft and saves it at once (CON-71). */
export function changeDraft(organizationId: string, step: (draft: Draft) => Draft): Draft {
  const before = draftOf(organizationId)
  const after = step(before)
  if (after !== before) put({ ...after, savedAt: Date.now() })
  return after
}

/** Forgets the draft: it was sent, or given up. */
export function dropDraft(): void {
  current = undefined
  forget(key)
  listeners.forEach((listener) => listener())
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useDraft(organizationId: string): Draft {
  const read = () => draftOf(organizationId)
  return useSyncExternalStore(subscribe, read, read)
}
