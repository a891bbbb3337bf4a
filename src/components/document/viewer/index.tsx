import { ScrollView, View } from '@tarojs/components'
import Taro, { useReady } from '@tarojs/taro'
import { useCallback, useEffect, useId, useImperativeHandle, useRef, useState } from 'react'
import { offsetOf, pageAt, withinZoom, zoomAbout } from '../geometry'
import { aroundMatch } from '../search'
import { fingersOf } from '../touches'
import { FindBar } from './find-bar'
import { Highlights } from './highlights'
import { Paper } from './paper'
import { Pill } from './pill'
import type { ViewerProps } from './types'
import { useFind } from './use-find'
import { usePaperStack } from './use-paper-stack'
import './viewer.scss'

interface Pinch {
  distance: number
  focus: { x: number; y: number }
  ratio: number
}

const doubleTapMs = 300

/** The pages below each other; scrolls, zooms by pinch or double tap, and glides to a place. */
export function DocumentViewer(props: ViewerProps) {
  const { pages, target, onRead, onTap, inset = 8, widest = 860 } = props
  const id = `viewer${useId().replace(/\W/g, '')}`
  const [box, setBox] = useState({ left: 0, top: 0, width: 0, height: 0 })
  const [zoom, setZoom] = useState(1)
  const [scroll, setScroll] = useState({ left: 0, top: 0 })
  const [wish, setWish] = useState({ left: 0, top: 0 })
  const [pinch, setPinch] = useState<Pinch | null>(null)
  const lastTap = useRef(0)

  const view = usePaperStack({
    pages,
    load: props.load,
    version: props.version,
    imageWidth: props.imageWidth ?? 1500,
    room: box,
    zoom,
    scrollTop: scroll.top,
    inset,
    widest,
  })
  const { stack, paper, left, content, range, reading, images } = view
  const finding = useFind(props.find, pages.length, props.version, reading)
  const { search } = finding

  const measure = useCallback(
    (triesLeft: number) => {
      Taro.createSelectorQuery()
        .select(`#${id}`)
        .boundingClientRect((result) => {
          const rect = Array.isArray(result) ? result[0] : result
          if (rect && rect.width > 0) {
            setBox({ left: rect.left, top: rect.top, width: rect.width, height: rect.height })
          } else if (triesLeft > 0) setTimeout(() => measure(triesLeft - 1), 60)
        })
        .exec()
    },
    [id],
  )
  useReady(() => measure(20))
  useEffect(() => {
    Taro.nextTick(() => measure(20))
    // The find bar and what it says take room from the window.
  }, [measure, finding.open, search.state])

  useEffect(() => {
    if (!target || box.height === 0) return
    // The same number twice would not scroll again; a hundredth of a pixel is not seen.
    setWish((before) => {
      const top = offsetOf(stack, pages, target, box.height)
      return { ...before, top: top === before.top ? top + 0.01 : top }
    })
    // Only a new wish glides; a new layout does not.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [target?.stamp, box.height > 0])

  useEffect(() => {
    const match = search.matches[search.current]
    const size = match && pages[match.page]
    if (!match || !size || box.height === 0) return
    const around = aroundMatch(match)
    const x = left + ((around.x + around.width / 2) / size.width) * paper - box.width / 2
    setWish((before) => {
      const top = offsetOf(stack, pages, { page: match.page, ...around }, box.height)
      return { left: Math.max(0, x), top: top === before.top ? top + 0.01 : top }
    })
    // Only a new match glides; a new layout does not.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [search.stamp])

  const atEnd = box.height > 0 && pages.length > 0 && scroll.top + box.height >= stack.total - inset - 24
  useEffect(() => {
    if (box.height > 0) onRead?.(reading, atEnd)
  }, [reading, atEnd, box.height, onRead])

  const pointAt = useCallback(
    (x: number, y: number) => {
      const contentY = y - box.top + scroll.top
      const page = pageAt(stack, contentY)
      const size = pages[page]
      if (!size) return null
      const scale = paper / size.width
      const at = {
        page,
        x: (x - box.left + scroll.left - left) / scale,
        y: (contentY - (stack.tops[page] ?? 0)) / scale,
      }
      const inside = y >= box.top && y <= box.top + box.height
      return inside && at.x >= 0 && at.x <= size.width && at.y >= 0 && at.y <= size.height ? at : null
    },
    [box, scroll, stack, pages, paper, left],
  )

  useImperativeHandle(
    props.handle,
    () => ({
      locate: pointAt,
      middle: () => {
        const size = pages[reading] ?? { width: 0, height: 0 }
        const at = pointAt(box.left + box.width / 2, box.top + box.height / 2)
        return at ?? { page: reading, x: size.width / 2, y: size.height / 2 }
      },
      scaleOf: (page) => paper / (pages[page]?.width ?? paper),
    }),
    [pointAt, pages, paper, reading, box],
  )

  const zoomTo = (next: number, focus: { x: number; y: number }) => {
    const after = zoomAbout({ zoom, ...scroll }, withinZoom(next), focus)
    setZoom(after.zoom)
    Taro.nextTick(() => setWish({ left: after.left, top: after.top }))
  }
  const onTouchMove = (event: unknown) => {
    const [a, b] = fingersOf(event)
    if (!a || !b) return
    const distance = Math.max(1, Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY))
    setPinch((before) => {
      if (before) return { ...before, ratio: withinZoom((zoom * distance) / before.distance) / zoom }
      const focus = { x: (a.clientX + b.clientX) / 2 - box.left, y: (a.clientY + b.clientY) / 2 - box.top }
      return { distance, focus, ratio: 1 }
    })
  }
  const onTouchEnd = () => {
    if (!pinch) return
    zoomTo(zoom * pinch.ratio, pinch.focus)
    setPinch(null)
  }
  const onPaperTap = (event: unknown) => {
    const at = fingersOf(event, 'changedTouches')[0] ?? fingersOf(event)[0]
    if (!at) return
    if (onTap) {
      const point = pointAt(at.clientX, at.clientY)
      if (point) onTap(point)
      return
    }
    const now = Date.now()
    const twice = now - lastTap.current < doubleTapMs
    lastTap.current = twice ? 0 : now
    if (twice) zoomTo(zoom > 1.05 ? 1 : 2, { x: at.clientX - box.left, y: at.clientY - box.top })
  }

  const shown: number[] = []
  for (let page = range.first; page <= range.last; page += 1) shown.push(page)
  const grown = pinch
    ? {
        transform: `scale(${pinch.ratio})`,
        transformOrigin: `${scroll.left + pinch.focus.x}px ${scroll.top + pinch.focus.y}px`,
      }
    : {}

  return (
    <View className="viewer">
      {finding.open && (
        <FindBar
          search={search}
          pages={pages.length}
          onFind={finding.find}
          onStep={finding.step}
          onClose={finding.hide}
        />
      )}
      <ScrollView
        id={id}
        className="viewer__window"
        scrollX
        scrollY
        enhanced
        showScrollbar={false}
        scrollWithAnimation
        scrollTop={wish.top}
        scrollLeft={wish.left}
        onScroll={(event) => {
          const { scrollTop, scrollLeft } = event.detail ?? {}
          if (Number.isFinite(scrollTop)) setScroll({ top: scrollTop, left: scrollLeft ?? 0 })
        }}
      >
        <View
          className="viewer__content"
          style={{ width: `${content}px`, height: `${stack.total}px`, ...grown }}
          onTouchMove={onTouchMove}
          onTouchEnd={onTouchEnd}
          onTouchCancel={onTouchEnd}
          onClick={onPaperTap}
        >
          {box.width > 0 &&
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
                onBroken={() => images.broken(page)}
                onRetry={() => images.retry(page)}
              >
                <Highlights search={search} page={page} size={pages[page]} />
                {props.layer?.(page)}
              </Paper>
            ))}
        </View>
      </ScrollView>
      <Pill
        reading={reading}
        pages={pages.length}
        onFind={props.find && !finding.open ? finding.show : undefined}
      />
    </View>
  )
}
