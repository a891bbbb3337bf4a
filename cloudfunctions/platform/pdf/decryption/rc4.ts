/** RC4 over the whole of `data`. OpenSSL 3 no longer offers it, and old encrypted files need nothing else. */
export function rc4(key: Uint8Array, data: Uint8Array): Buffer {
  const state = new Uint8Array(256)
  for (let i = 0; i < 256; i++) state[i] = i
  for (let i = 0, j = 0; i < 256; i++) {
    const kept = state[i] as number
    j = (j + kept + (key[i % key.length] as number)) & 255
    state[i] = state[j] as number
    state[j] = kept
  }
  const out = Buffer.allocUnsafe(data.length)
  for (let at = 0, i = 0, j = 0; at < data.length; at++) {
    i = (i + 1) & 255
    const a = state[i] as number
    j = (j + a) & 255
    const b = state[j] as number
    state[i] = b
    state[j] = a
    out[at] = (data[at] as number) ^ (state[(a + b) & 255] as number)
  }
  return out
}
