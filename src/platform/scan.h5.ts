/** Browsers have no scanner of their own; the phone's camera opens our links directly. */
export async function scan(): Promise<string | undefined> {
  return undefined
}
