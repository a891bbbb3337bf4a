/** A value that cannot be written as canonical JSON (RFC 8785): not a finite number, a lone surrogate, a class instance. */
export class CanonicalJsonError extends Error {
  constructor(
    readonly reason: string,
    readonly path: string,
  ) {
    super(`not canonical JSON: ${reason} at ${path === '' ? 'the root' : path}`)
    this.name = 'CanonicalJsonError'
  }
}

/** Deeper values are refused, so that a hostile document cannot exhaust the stack. */
const MAX_DEPTH = 64

/**
 * Writes a value as canonical JSON (RFC 8785, JCS): no white space, keys sorted by UTF-16 code units, numbers and
 * strings as ECMAScript writes them. Properties whose value is `undefined` are left out, as JSON.stringify does, so
 * that the text is the same before and after a store has kept the value as JSON.
 * @throws CanonicalJsonError for what JSON cannot say exactly.
 */
export function canonicalJson(value: unknown): string {
  return write(value, '', 0)
}

/** The canonical form as UTF-8 bytes: what is hashed and signed. */
export function canonicalBytes(value: unknown): Buffer {
  return Buffer.from(canonicalJson(value), 'utf8')
}

function write(value: unknown, path: string, depth: number): string {
  if (depth > MAX_DEPTH) throw new CanonicalJsonError('nested too deep', path)
  if (value === null || value === true || value === false) return String(value)
  if (typeof value === 'number') {
    // RFC 8785 §3.2.2.3: NaN and infinities must stop the process.
    if (!Number.isFinite(value)) throw new CanonicalJsonError('number is not finite', path)
    return JSON.stringify(value)
  }
  if (typeof value === 'string') return quote(value, path)
  if (Array.isArray(value)) {
    return `[${value.map((item: unknown, i) => write(item, `${path}/${i}`, depth + 1)).join(',')}]`
  }
  if (isPlainObject(value)) {
    const members: string[] = []
    for (const key of Object.keys(value).sort()) {
      const item = value[key]
      if (item === undefined) continue
      members.push(`${quote(key, path)}:${write(item, `${path}/${key}`, depth + 1)}`)
    }
    return `{${members.join(',')}}`
  }
  throw new CanonicalJsonError(`${typeof value} is not a JSON value`, path)
}

function quote(text: string, path: string): string {
  // JSON.stringify would silently escape a lone surrogate; RFC 8785 §3.2.2.2 wants an error.
  if (/[\uD800-\uDFFF]/u.test(text)) throw new CanonicalJsonError('lone surrogate in a string', path)
  return JSON.stringify(text)
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  // Another realm's Object.prototype (a worker, a test runner's vm) is plain too.
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
