/** The neighbour of the chosen item, going round at the ends (WAI-ARIA tabs pattern). */
export function stepChoice<K extends string>(
  items: readonly { key: K }[],
  value: K,
  direction: 'next' | 'previous',
): K {
  const at = items.findIndex((item) => item.key === value)
  const step = direction === 'next' ? 1 : -1

  return items[(at + step + items.length) % items.length]?.key ?? value
}
