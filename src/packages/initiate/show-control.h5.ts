import { calmMotion } from '@/platform/motion'

/** Scrolls to a control and puts the keyboard there. */
export function showControl(id: string): void {
  const element = document.getElementById(id)
  if (!element) return
  element.scrollIntoView({ block: 'center', behavior: calmMotion() ? 'auto' : 'smooth' })
  const reachable = element.matches('input, button, [tabindex]')
    ? element
    : element.querySelector<HTMLElement>('input, button, [tabindex]')
  reachable?.focus({ preventScroll: true })
}
