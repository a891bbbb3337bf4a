/** The signature code in what a camera saw: our link (`…code=…` or `…/s/CODE`); undefined when it is none. */
export function codeInLink(text: string): string | undefined {
  const found =
    /[?&]code=([A-Za-z0-9_-]{10,64})(?:[&#]|$)/.exec(text) ??
    /\/s\/([A-Za-z0-9_-]{10,64})(?:[?#]|$)/.exec(text)

  return found?.[1]
}
