import { createHmac, timingSafeEqual } from 'node:crypto'

/** What a token is for; a token of one purpose is worth nothing for another. */
export type TokenPurpose = 'file' | 'upload'

function mac(key: Buffer, purpose: TokenPurpose, payload: string): Buffer {
  return createHmac('sha256', key).update(`${purpose}\n${payload}`).digest()
}

/** `<payload>.<HMAC-SHA256>`, both base64url. */
export function signToken(key: Buffer, purpose: TokenPurpose, content: unknown): string {
  const payload = Buffer.from(JSON.stringify(content)).toString('base64url')
  return `${payload}.${mac(key, purpose, payload).toString('base64url')}`
}

/** The content of a token we signed for this purpose, or null. Compares in constant time. */
export function openToken(key: Buffer, purpose: TokenPurpose, token: string): unknown {
  const [payload = '', signature = '', ...more] = token.split('.')
  if (more.length > 0 || token.length > 4096) return null
  const given = Buffer.from(signature, 'base64url')
  const wanted = mac(key, purpose, payload)
  // base64url has spellings that decode alike; only the one we would write is ours.
  if (given.length !== wanted.length || given.toString('base64url') !== signature) return null
  if (!timingSafeEqual(given, wanted)) return null
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as unknown
}
