/** `3f9a 71c2 … e80d 4b16`: enough of a SHA-256 to compare by eye. */
export function shortFingerprint(sha256: string): string {
  if (sha256.length < 16) return sha256
  return `${sha256.slice(0, 4)} ${sha256.slice(4, 8)} … ${sha256.slice(-8, -4)} ${sha256.slice(-4)}`
}
