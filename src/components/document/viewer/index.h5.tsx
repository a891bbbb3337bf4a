import {
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
} from 'react'
import { calmMotion } from '@/platform/motion'
import { offsetOf, pageAt, withinZoom, zoomAbout } from '../geometry'
import { aroundMatch } from '../search'
import { Controls } from './controls'
import { FindBar } from './find-bar'
import { Highlights } from './highlights'
import { Paper } from './paper'
import { Pill } from './pill'
import type { ViewerProps } from './types'
import { useFind } from './use-find'
import { usePageTexts } from './use-page-texts'
import { usePaperStack } from './use-paper-stack'
import { useFittingZoom } from './use-fitting-zoom'
import { usePinch } from './use-pinch'
import './viewer.scss'

/** The pages below each other; scrolls, zooms by pinch, double tap or Ctrl and wheel, and glides to a place. */
export function DocumentViewer(props: ViewerProps) {
  const { pages, target, onRead, onTap, controls, inset = 8, widest = 860 } = props
  const box = useRef<HTMLDivElement>(null)
  const [room, setRoom] = useState({ width: 0, height: 0 })
  const [chosen, setChosen] = useState<number>()
  const [top, setTop] = useState(0)
  const mouse = useRef(false)
  const pending = useRef<{ left: number; top: number } | null>(null)
  const [firstUrl, setFirstUrl] = useState<string>()
  const fit = useFittingZoom(firstUrl, props.keepInView)
  const zoom = chosen ?? fit

  const view = usePaperStack({
    pages,
    load: props.load,
    version: props.version,
    // Cropped or wide paper is drawn larger than a phone's width.
    imageWidth: props.imageWidth ?? (room.width > 800 || props.keepInView ? 1500 : 750),
    room,
    zoom,
    scrollTop: top,
    inset,
    widest,
    fit,
  })
  const { stack, paper, left, content, range, reading, images } = view
  const texts = usePageTexts(props.readText, props.version, images, range)
  const finding = useFind(props.find, pages.length, props.version, reading)

  const firstImage = images.get(0)?.url
  useEffect(() => setFirstUrl(firstImage), [firstImage])
  const latest = useRef({ zoom, left })
  latest.current = { zoom, left }

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return undefined
    const measure = () => setRoom({ width: element.clientWidth, height: element.clientHeight })
    measure()
    if (typeof ResizeObserver === 'undefined') {
      window.addEventListener('resize', measure)
      return () => window.removeEventListener('resize', measure)
    }
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  // Scroll offsets that belong to a new zoom can be set only after the content has its new size.
  useLayoutEffect(() => {
    const element = box.current
    const next = pending.current
    pending.current = null
    if (element && next) element.scrollTo(next.left, next.top)
  }, [zoom])

  const zoomTo = useCallback(
    (next: number, focus: { x: number; y: number }) => {
      const element = box.current
      if (!element) return
      const within = withinZoom(next)
      // Counted from the edge of the paper, which may lie outside of the window.
      const from = {
        zoom: latest.current.zoom,
        left: element.scrollLeft - latest.current.left,
        top: element.scrollTop,
      }
      const after = zoomAbout(from, within, focus)
      pending.current = { left: after.left + inset, top: after.top }
      setChosen(within)
    },
    [inset],
  )
  usePinch(box, zoom, zoomTo)

  useEffect(() => {
    const element = box.current
    if (!element || !target || room.width === 0) return
    const y = offsetOf(stack, pages, target, room.height)
    element.scrollTo({ top: y, behavior: calmMotion() ? 'auto' : 'smooth' })
    // Only a new wish glides; a new layout does not.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [target?.stamp, room.width > 0])

  const { search } = finding
  useEffect(() => {
    const element = box.current
    const match = search.matches[search.current]
    const size = match && pages[match.page]
    if (!element || !match || !size || room.width === 0) return
    const around = aroundMatch(match)
    const y = offsetOf(stack, pages, { page: match.page, ...around }, room.height)
    const x = left + ((around.x + around.width / 2) / size.width) * paper - room.width / 2
    // From far away nobody follows the gliding; the pages passed would only be loaded in vain.
    const near = Math.abs(y - element.scrollTop) < 2 * room.height
    element.scrollTo({ left: Math.max(0, x), top: y, behavior: near && !calmMotion() ? 'smooth' : 'auto' })
    // Only a new match glides; a new layout does not.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [search.stamp])

  const atEnd = room.height > 0 && pages.length > 0 && top + room.height >= stack.total - inset - 24
  useEffect(() => {
    if (room.height > 0) onRead?.(reading, atEnd)
  }, [reading, atEnd, room.height, onRead])

  const pointAt = useCallback(
    (x: number, y: number) => {
      const element = box.current
      if (!element) return null
      const rect = element.getBoundingClientRect()
      const contentY = y - rect.top + element.scrollTop
      const page = pageAt(stack, contentY)
      const size = pages[page]
      if (!size) return null
      const scale = paper / size.width
      const at = {
        page,
        x: (x - rect.left + element.scrollLeft - left) / scale,
        y: (contentY - (stack.tops[page] ?? 0)) / scale,
      }
      const inside = x >= rect.left && x <= rect.right && y >= rect.top && y <= rect.bottom
      return inside && at.x >= 0 && at.x <= size.width && at.y >= 0 && at.y <= size.height ? at : null
    },
    [stack, pages, paper, left],
  )

  useImperativeHandle(
    props.handle,
    () => ({
      locate: pointAt,
      middle: () => {
        const rect = box.current?.getBoundingClientRect()
        const at = rect && pointAt(rect.left + rect.width / 2, rect.top + rect.height / 2)
        const size = pages[reading] ?? { width: 0, height: 0 }
        return at ?? { page: reading, x: size.width / 2, y: size.height / 2 }
      },
      scaleOf: (page) => paper / (pages[page]?.width ?? paper),
    }),
    [pointAt, pages, paper, reading],
  )

  const showPage = (page: number) => {
    const y = Math.max(0, (stack.tops[page] ?? 0) - inset)
    box.current?.scrollTo({ top: y, behavior: calmMotion() ? 'auto' : 'smooth' })
  }
  const onClick = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest('button, [data-field]')) return
    const at = pointAt(event.clientX, event.clientY)
    if (at) onTap?.(at)
  }
  const onDoubleClick = (event: MouseEvent) => {
    const rect = box.current?.getBoundingClientRect()
    // A mouse selects a word with it.
    const own = mouse.current ? 'button, [data-field], .words__piece' : 'button, [data-field]'
    if (!rect || onTap || (event.target instanceof Element && event.target.closest(own))) return
    zoomTo(zoom > fit * 1.05 ? fit : fit * 1.8, { x: event.clientX - rect.left, y: event.clientY - rect.top })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!props.find || event.key.toLowerCase() !== 'f' || event.shiftKey || event.altKey) return
    if (!event.ctrlKey && !event.metaKey) return
    event.preventDefault()
    finding.show()
  }
  const closeFind = () => {
    finding.hide()
    box.current?.focus({ preventScroll: true })
  }
  const shown: number[] = []
  for (let page = range.first; page <= range.last; page += 1) shown.push(page)

  return (
    <div className="viewer" onKeyDown={onKeyDown}>
      {finding.open && (
        <FindBar
          search={search}
          pages={pages.length}
          onFind={finding.find}
          onStep={finding.step}
          onClose={closeFind}
          floating={controls}
        />
      )}
      <div
        ref={box}
        className="viewer__window"
        role="region"
        aria-label={props.label}
        tabIndex={0}
        onPointerDown={(event) => {
          mouse.current = event.pointerType === 'mouse'
        }}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
        onClick={onTap ? onClick : undefined}
        onDoubleClick={onDoubleClick}
      >
        <div className="viewer__content" style={{ width: content, height: stack.total }}>
          {room.width > 0 &&
            shown.map((page) => (
              <Paper
                key={page}
                index={page}
                count={pages.length}
                top={stack.tops[page] ?? 0}
                left={left}
                width={paper}
                height={stack.heights[page] ?? 0}
                image={images.get(page)}
                text={texts.get(page)}
                onBroken={() => images.broken(page)}
                onRetry={() => images.retry(page)}
              >
                <Highlights search={search} page={page} size={pages[page]} />
                {props.layer?.(page)}
              </Paper>
            ))}
        </div>
      </div>
      {controls ? (
        <Controls
          reading={reading}
          pages={pages.length}
          zoom={zoom}
          onPage={showPage}
          onZoom={(next) => zoomTo(next, { x: room.width / 2, y: room.height / 2 })}
          onFind={props.find && finding.show}
        />
      ) : (
        <Pill
          reading={reading}
          pages={pages.length}
          onFind={props.find && !finding.open ? finding.show : undefined}
        />
      )}
    </div>
  )
}
