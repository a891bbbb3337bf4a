/** One JSON line an event. Only these fields exist, so that no personal data can slip in. */
export interface LogEntry {
  event: string
  requestId?: string
  room?: string
  action?: string
  /** Code of a refusal or name of an error class. */
  outcome?: string
  /** Milliseconds. */
  duration?: number
  contractId?: string
  count?: number
  /** Stack of an unknown failure, without its message (messages may quote input). */
  stack?: string
}

export interface Log {
  info(entry: LogEntry): void
  error(entry: LogEntry): void
}

/** Stack frames of an error without its message. */
export function framesOf(e: unknown): string {
  if (!(e instanceof Error) || !e.stack) return ''
  return e.stack
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 12)
    .map((line) => line.trim())
    .join(' | ')
}

export function jsonLog(write: (line: string) => void, now: () => number): Log {
  const line = (level: 'info' | 'error', entry: LogEntry) =>
    write(JSON.stringify({ at: now(), level, ...entry }))
  return { info: (entry) => line('info', entry), error: (entry) => line('error', entry) }
}
