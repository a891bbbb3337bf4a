export interface Finger {
  clientX: number
  clientY: number
}

function isFinger(value: unknown): value is Finger {
  return typeof value === 'object' && value !== null && 'clientX' in value && 'clientY' in value
}

/** Fingers on the glass, as a mini-program event tells them; `changed`: those that this event is about. */
export function fingersOf(event: unknown, which: 'touches' | 'changedTouches' = 'touches'): Finger[] {
  if (typeof event !== 'object' || event === null) return []
  const list: unknown = Reflect.get(event, which)
  return Array.isArray(list) ? list.filter(isFinger) : []
}
