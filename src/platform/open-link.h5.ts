/**
 * Goes to the page of an outside party (a face check). It leads back to the path given when the check was started,
 * so pages keep what they need on the device before they leave.
 */
export async function openLink(url: string): Promise<'left' | 'copied'> {
  window.location.assign(url)
  return 'left'
}

/** A path of ours in the form an outside page can lead back to. */
export function pathForReturn(path: string): string {
  return `/#${path}`
}
