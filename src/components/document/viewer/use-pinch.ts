import { useEffect, useRef, type RefObject } from 'react'

type ZoomTo = (zoom: number, focus: { x: number; y: number }) => void

/** Two fingers, or Ctrl and wheel (what a trackpad pinch is), zoom the paper and nothing else of the page. */
export function usePinch(box: RefObject<HTMLElement>, zoom: number, zoomTo: ZoomTo): void {
  // Read through a ref: the listeners live on while a pinch changes the zoom under them.
  const current = useRef(zoom)
  current.current = zoom

  useEffect(() => {
    const element = box.current
    if (!element) return undefined
    let start: { distance: number; zoom: number } | null = null

    const spread = (touches: TouchList) => {
      const [a, b] = [touches[0], touches[1]]
      const rect = element.getBoundingClientRect()
      if (!a || !b) return null
      return {
        distance: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY),
        focus: { x: (a.clientX + b.clientX) / 2 - rect.left, y: (a.clientY + b.clientY) / 2 - rect.top },
      }
    }
    const onMove = (event: TouchEvent) => {
      if (event.touches.length !== 2) return
      event.preventDefault()
      const now = spread(event.touches)
      if (!now) return
      start ??= { distance: Math.max(1, now.distance), zoom: current.current }
      zoomTo((start.zoom * now.distance) / start.distance, now.focus)
    }
    const onEnd = (event: TouchEvent) => {
      if (event.touches.length < 2) start = null
    }
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey) return
      event.preventDefault()
      const rect = element.getBoundingClientRect()
      const focus = { x: event.clientX - rect.left, y: event.clientY - rect.top }
      zoomTo(current.current * Math.exp(-event.deltaY / 200), focus)
    }
    // Safari would zoom the whole page.
    const onGesture = (event: Event) => event.preventDefault()

    element.addEventListener('touchmove', onMove, { passive: false })
    element.addEventListener('touchend', onEnd)
    element.addEventListener('touchcancel', onEnd)
    element.addEventListener('wheel', onWheel, { passive: false })
    element.addEventListener('gesturestart', onGesture)
    return () => {
      element.removeEventListener('touchmove', onMove)
      element.removeEventListener('touchend', onEnd)
      element.removeEventListener('touchcancel', onEnd)
      element.removeEventListener('wheel', onWheel)
      element.removeEventListener('gesturestart', onGesture)
    }
  }, [box, zoomTo])
}
