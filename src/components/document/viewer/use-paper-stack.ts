import { useEffect, useMemo, useRef, useState } from 'react'
import { pagesInView, pageBeingRead, stackPages, type PageSize, type Stack } from '../geometry'
import { PageImages, type ImageWidth, type LoadPage } from '../page-images'

export interface PaperStack {
  stack: Stack
  /** Width of the paper and of all the content, px. */
  paper: number
  content: number
  left: number
  range: { first: number; last: number }
  reading: number
  images: PageImages
}

/** Layout and images of what is in view, the same on every host. `room` is the inner size of the window, px. */
export function usePaperStack(options: {
  pages: readonly PageSize[]
  load: LoadPage
  version: string
  imageWidth: ImageWidth
  room: { width: number; height: number }
  zoom: number
  scrollTop: number
  inset: number
  widest: number
  /** Up to this zoom the margins beyond the window are cropped, not scrolled to. */
  fit?: number
}): PaperStack {
  const { pages, load, version, imageWidth, room, zoom, scrollTop, inset, widest, fit = 1 } = options
  const [, redraw] = useState(0)
  const loader = useRef(load)
  loader.current = load

  const images = useMemo(
    () =>
      new PageImages(
        (page, width) => loader.current(page, width),
        imageWidth,
        () => redraw((n) => n + 1),
      ),
    // A new version of the document has new images.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [version, imageWidth],
  )
  const paper = Math.max(0, Math.min(widest, room.width - 2 * inset)) * zoom
  const cropped = fit > 1 && zoom <= fit
  const content = cropped ? room.width : Math.max(room.width, paper + 2 * inset)
  const stack = useMemo(() => stackPages(pages, paper, inset), [pages, paper, inset])
  const range = pagesInView(stack, scrollTop, room.height)
  const { first, last } = range

  useEffect(() => {
    if (room.width === 0) return
    const pagesNow: number[] = []
    for (let page = first; page <= last; page += 1) pagesNow.push(page)
    // The page being looked at comes before its neighbours.
    images.want(pagesNow.sort((a, b) => Math.abs(a - (first + last) / 2) - Math.abs(b - (first + last) / 2)))
  }, [images, first, last, room.width])

  return {
    stack,
    paper,
    content,
    left: (content - paper) / 2,
    range,
    reading: pageBeingRead(stack, scrollTop, room.height),
    images,
  }
}
