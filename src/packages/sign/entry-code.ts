/** Route parameters of the landing page, as any host hands them over. */
export interface EntryParams {
  /** Browser route. */
  code?: string
  /** Mini-program code: the bare code, URL-encoded, at most 32 characters. */
  scene?: string
  /** Ordinary QR code opened in WeChat: the whole link, URL-encoded. */
  q?: string
}

const shape = /^[\w-]{10,64}$/

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** The signature code of an entry (CON-48, SIGN-02), or null when there is none that could be one. */
export function entryCode(params: EntryParams): string | null {
  const fromLink = /\/s\/([\w-]+)/.exec(decoded(params.q ?? ''))?.[1]
  const fromScene = decoded(params.scene ?? '').replace(/^(?:c|code)=/, '')
  const code = params.code || fromLink || fromScene
  return code && shape.test(code) ? code : null
}
