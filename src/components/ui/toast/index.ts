export interface ToastMessage {
  id: number
  text: string
  tone: 'plain' | 'done' | 'failed'
}

const shownFor = 3000
let current: ToastMessage | undefined
let timer: ReturnType<typeof setTimeout> | undefined
let count = 0
const listeners = new Set<() => void>()

function show(next: ToastMessage | undefined): void {
  current = next
  listeners.forEach((listener) => listener())
}

/** A short word about what just happened; it leaves by itself and never carries the only copy of something. */
export function toast(text: string, tone: ToastMessage['tone'] = 'plain'): void {
  count += 1
  clearTimeout(timer)
  show({ id: count, text, tone })
  timer = setTimeout(() => show(undefined), shownFor)
}

export function currentToast(): ToastMessage | undefined {
  return current
}

export function watchToasts(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
