import { useEffect, useState } from 'react'

/** A value once it has stopped changing for a while (ms), e.g. the words of a search. */
export function useSettled<T>(value: T, after = 300): T {
  const [settled, setSettled] = useState(value)

  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), after)
    return () => clearTimeout(timer)
  }, [value, after])

  return settled
}
