import { useEffect, type RefObject } from 'react'

const takesFocus =
  'a[href], button:not(:disabled), input:not(:disabled), select, textarea, [tabindex]:not([tabindex="-1"])'

/**
 * Content that overflows and holds nothing to focus could not be scrolled by keyboard (WCAG 2.1.1): the area itself
 * then takes the focus. Browser only.
 */
export function useKeyboardScroll(area: RefObject<HTMLElement>, named: boolean): void {
  useEffect(() => {
    const box = area.current
    if (!box || named) return
    const decide = () => {
      const scrolls = box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1
      if (scrolls && !box.querySelector(takesFocus)) box.setAttribute('tabindex', '0')
      else box.removeAttribute('tabindex')
    }
    decide()
    if (typeof ResizeObserver === 'undefined') return
    const observer = new ResizeObserver(decide)
    observer.observe(box)
    for (const child of box.children) observer.observe(child)
    return () => observer.disconnect()
  })
}
