import { useQuery } from '@tanstack/react-query'
import type { ActionInput, ActionName, ActionOutput, Room } from '#types/api'
import { query } from '@/platform/call'

/** Key under which the answer of an action is kept: room, action, input. */
export function answerKey(room: Room, action: string, data?: unknown): readonly unknown[] {
  return data === undefined ? [room, action] : [room, action, data]
}

interface Options {
  /** False: do not ask yet. */
  enabled?: boolean
  /** Ask again every so many ms while the page is in view. */
  every?: number
}

/** Reads an action and keeps the answer: `useAnswer('contract', 'get', { contractId })`. */
export function useAnswer<R extends Room, A extends ActionName<R>>(
  room: R,
  action: A,
  data: ActionInput<R, A>,
  { enabled = true, every }: Options = {},
) {
  return useQuery<ActionOutput<R, A>>({
    queryKey: answerKey(room, action, data),
    queryFn: () => query(room, action, data),
    enabled,
    refetchInterval: every,
  })
}
