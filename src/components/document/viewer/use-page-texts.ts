import { useEffect, useMemo, useRef, useState } from 'react'
import type { PageImages } from '../page-images'
import { PageTexts, type LoadText } from '../page-texts'

/** Texts of the pages in view, asked for once their images are there; pages that are pictures only are not asked for. */
export function usePageTexts(
  load: LoadText | undefined,
  version: string,
  images: PageImages,
  range: { first: number; last: number },
): PageTexts {
  const [, redraw] = useState(0)
  const loader = useRef(load)
  loader.current = load

  const texts = useMemo(
    () =>
      new PageTexts(
        (page) => loader.current?.(page) ?? Promise.reject(new Error('no texts')),
        () => redraw((n) => n + 1),
      ),
    // A new version of the document has new texts.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [version],
  )
  const ready: number[] = []
  for (let page = range.first; page <= range.last; page += 1) {
    const image = images.get(page)
    if (image?.state === 'ready' && image.text?.trim()) ready.push(page)
  }
  const wanted = load ? ready.join() : ''

  useEffect(() => {
    if (wanted !== '') texts.want(wanted.split(',').map(Number))
  }, [texts, wanted])

  return texts
}
