/** Opens a page of an outside party (a face check) beside ours, so that ours can wait for its result. */
export async function openLink(url: string): Promise<'opened' | 'copied'> {
  const opened = window.open(url, '_blank')
  if (opened) opened.opener = null
  else window.location.assign(url)

  return 'opened'
}
