export interface DialogRequest {
  title: string
  text?: string
  confirm: string
  cancel: string | null
  kind: 'primary' | 'sign' | 'danger'
  field?: { placeholder: string; emptyError: string; maxLength: number }
  /** Null: cancelled. Otherwise the words of the field, or an empty string without one. */
  answer: (answer: string | null) => void
}

let queue: readonly DialogRequest[] = []
const listeners = new Set<() => void>()

function changed(next: readonly DialogRequest[]): void {
  queue = next
  listeners.forEach((listener) => listener())
}

export function enqueue(request: DialogRequest): void {
  changed([...queue, request])
}

/** Answers the dialog in front and makes room for the next. */
export function settle(request: DialogRequest, answer: string | null): void {
  if (!queue.includes(request)) return
  changed(queue.filter((other) => other !== request))
  request.answer(answer)
}

export function frontDialog(): DialogRequest | undefined {
  return queue[0]
}

export function watchDialogs(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
