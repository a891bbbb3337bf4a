type Listener = () => void

/** The part of the DOM's AbortSignal that the query cache uses; mini-programs have none. */
export class AbortSignal {
  aborted = false
  reason: unknown
  private listeners = new Set<Listener>()

  addEventListener(type: string, listener: Listener): void {
    if (type === 'abort') this.listeners.add(listener)
  }

  removeEventListener(type: string, listener: Listener): void {
    if (type === 'abort') this.listeners.delete(listener)
  }

  /** Called by the controller only. */
  fire(reason: unknown): void {
    if (this.aborted) return
    this.aborted = true
    this.reason = reason
    this.listeners.forEach((listener) => listener())
    this.listeners.clear()
  }
}

export class AbortController {
  readonly signal = new AbortSignal()

  abort(reason?: unknown): void {
    this.signal.fire(reason ?? new Error('aborted'))
  }
}
