/** Deepest nesting that any action takes, with room to spare. */
const maxDepth = 20

/**
 * Path of the first text that PostgreSQL's jsonb does not take (a zero character, half a surrogate pair) or of
 * nesting deeper than any input has; null when there is none. Such input is a refusal, not a failure of the store.
 */
export function unstorablePath(data: unknown): string | null {
  const path = search(data, [])
  return path && (path.join('.') || 'data')
}

function search(value: unknown, path: readonly string[]): readonly string[] | null {
  if (typeof value === 'string') return isStorable(value) ? null : path
  if (typeof value !== 'object' || value === null) return null
  if (path.length >= maxDepth) return path
  // A hand-written signature holds thousands of points: arrays are walked without their names.
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i += 1) {
      const found = isPlain(value[i]) ? null : search(value[i], [...path, String(i)])
      if (found) return found
    }
    return null
  }
  for (const [name, inner] of Object.entries(value)) {
    if (!isStorable(name)) return path
    const found = isPlain(inner) ? null : search(inner, [...path, name])
    if (found) return found
  }
  return null
}

const isPlain = (value: unknown) => typeof value === 'number' || typeof value === 'boolean' || value === null

/** With the `u` flag a pair is one character, so that only a lone half matches. */
const isStorable = (text: string) => !/[\u0000\p{Surrogate}]/u.test(text)
