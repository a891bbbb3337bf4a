/** The token the host put into a readable cookie; sent back as a header, which a foreign page cannot do. */
export function csrfToken(): string {
  const found = document.cookie.split('; ').find((pair) => pair.startsWith('qianli_csrf='))
  return found ? decodeURIComponent(found.slice('qianli_csrf='.length)) : ''
}
