import type { Me } from '#types/identity'
import { useAnswer } from './use-answer'

/** Number of contracts that wait for the identity acted under, for the badge of the tab bar. */
export function useTodoCount(me: Me | null | undefined): number | undefined {
  const answer = useAnswer('contract', 'countMine', {}, { enabled: Boolean(me) })
  return answer.data?.toSign
}
