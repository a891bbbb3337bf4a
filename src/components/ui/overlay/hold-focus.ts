const reachable = 'button, [href], input, textarea, select, [tabindex]:not([tabindex="-1"])'
const layers: HTMLElement[] = []

/** Keeps the keyboard inside a layer until it closes; only the topmost layer answers Escape. Returns the release. */
export function holdFocus(box: HTMLElement, onEscape: () => void): () => void {
  const before = document.activeElement
  layers.push(box)
  if (!box.contains(before)) box.focus()

  const onKeyDown = (event: KeyboardEvent) => {
    if (layers[layers.length - 1] !== box) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      onEscape()
    }
    if (event.key === 'Tab') turnRound(box, event)
  }
  document.addEventListener('keydown', onKeyDown)

  return () => {
    document.removeEventListener('keydown', onKeyDown)
    layers.splice(layers.indexOf(box), 1)
    if (before instanceof HTMLElement) before.focus()
  }
}

function turnRound(box: HTMLElement, event: KeyboardEvent): void {
  const stops = Array.from(box.querySelectorAll<HTMLElement>(reachable)).filter((stop) => stop.offsetParent)
  const [first] = stops
  const last = stops[stops.length - 1]
  const at = document.activeElement
  const outside = !box.contains(at) || at === box

  if (!first || !last) event.preventDefault()
  else if (event.shiftKey && (at === first || outside)) {
    event.preventDefault()
    last.focus()
  } else if (!event.shiftKey && (at === last || !box.contains(at))) {
    event.preventDefault()
    first.focus()
  }
}
