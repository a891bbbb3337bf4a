import { useCallback, useRef, useState } from 'react'
import type { ActionInput, ActionName, ActionOutput, Room } from '#types/api'
import { command, newKey } from '@/platform/call'
import { CallError } from '@/platform/call-error'
import { noticeEndOfSession } from './query-client'

export interface Command<I, O> {
  /** Undefined when it was refused (see `error`) or is still running from an earlier press. */
  run: (data: I) => Promise<O | undefined>
  busy: boolean
  error: CallError | undefined
  clear: () => void
}

/**
 * One thing a person wants done. A second press while it runs does nothing. After a lost answer the next press
 * with the same input reuses the key, so that nothing is done twice; after an answer the next press is a new intent.
 */
export function useCommand<R extends Room, A extends ActionName<R>>(
  room: R,
  action: A,
): Command<ActionInput<R, A>, ActionOutput<R, A>> {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<CallError>()
  const running = useRef(false)
  const open = useRef<{ key: string; input: string }>()

  const run = useCallback(
    async (data: ActionInput<R, A>) => {
      if (running.current) return undefined
      running.current = true
      setBusy(true)
      setError(undefined)

      const input = JSON.stringify(data)
      if (open.current?.input !== input) open.current = { key: newKey(), input }

      try {
        const answer = await command(room, action, data, open.current.key)
        open.current = undefined
        return answer
      } catch (failure) {
        if (!(failure instanceof CallError)) throw failure
        if (!failure.offline) open.current = undefined
        noticeEndOfSession(failure)
        setError(failure)
        return undefined
      } finally {
        running.current = false
        setBusy(false)
      }
    },
    [room, action],
  )

  return { run, busy, error, clear: useCallback(() => setError(undefined), []) }
}
