import { useAnswer } from '@/data/use-answer'

/** The to-do that ends first. `calm`: it is known that nothing waits for this identity. */
export function useFirstTodo() {
  const answer = useAnswer('todo', 'list', { group: 'byMe', limit: 1 })
  const first = answer.data?.items[0]

  return { first, calm: answer.data !== undefined && first === undefined, answer }
}
