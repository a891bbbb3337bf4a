/** Lets the browser keep a document behind a short-lived link of the own host. */
export async function download(url: string, filename: string): Promise<void> {
  const link = document.createElement('a')
  link.href = url
  link.download = filename
  link.rel = 'noopener'
  document.body.appendChild(link)
  link.click()
  link.remove()
}
