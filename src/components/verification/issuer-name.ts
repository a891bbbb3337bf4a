/** What people call an issuer: the common name of `C=CN, O=…, CN=…`, else the organization, else all of it. */
export function issuerName(issuer: string): string {
  for (const part of ['CN', 'O']) {
    const found = new RegExp(`(?:^|, )${part}=(.+?)(?=, [A-Za-z0-9.]+=|$)`).exec(issuer)?.[1]
    if (found) return found
  }
  return issuer
}
