import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { DocumentSearch, noSearch, type FindText, type Search } from '../search'

export interface Finding {
  /** The find bar is shown. */
  open: boolean
  search: Search
  show: () => void
  hide: () => void
  find: (phrase: string) => void
  step: (by: 1 | -1) => void
}

/** The search of one viewer; a new version of the document forgets what was found in the old one. */
export function useFind(
  finder: FindText | undefined,
  pages: number,
  version: string,
  /** The page being read: matches are counted from there. */
  reading: number,
): Finding {
  const [open, setOpen] = useState(false)
  const [search, setSearch] = useState<Search>(noSearch)
  const latest = useRef({ finder, reading })
  latest.current = { finder, reading }

  const running = useMemo(
    () =>
      new DocumentSearch(
        (phrase, from, until) =>
          latest.current.finder?.(phrase, from, until) ?? Promise.reject(new Error('no search')),
        pages,
        setSearch,
      ),
    // A new version of the document has other places.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [pages, version],
  )
  useEffect(() => () => void running.stop(), [running])

  const show = useCallback(() => setOpen(true), [])
  const hide = useCallback(() => {
    running.stop()
    setOpen(false)
  }, [running])
  const find = useCallback((phrase: string) => running.start(phrase, latest.current.reading), [running])
  const step = useCallback((by: 1 | -1) => running.step(by), [running])

  return { open, search, show, hide, find, step }
}
