/** In WeChat people share by the host's button, see useShareAppMessage in the page. */
export async function share(_title: string, _url: string): Promise<boolean> {
  return false
}
