/** Bad or hostile ASN.1. The only error type of this reader. */
export class DerError extends Error {
  constructor(
    readonly reason: 'truncated' | 'depth' | 'length' | 'form' | 'type' | 'nodes',
    detail: string,
  ) {
    super(`ASN.1 ${reason}: ${detail}`)
    this.name = 'DerError'
  }
}

export interface DerLimits {
  /** nesting of constructed elements */
  depth: number
  /** elements read from one input */
  nodes: number
}

const DEFAULT_LIMITS: DerLimits = { depth: 64, nodes: 1_000_000 }

interface Budget {
  nodes: number
  depth: number
}

/**
 * One element of BER or DER. Children are read when asked for; indefinite lengths (found in real CMS) are read with
 * their children at once, so that no byte is scanned twice.
 */
export class DerNode {
  constructor(
    private readonly source: Buffer,
    /** identifier octet: class, constructed bit and low tag number */
    readonly tag: number,
    /** full tag number, also above 30 */
    readonly tagNumber: number,
    /** offsets in the input: element, contents, end of contents, end of element */
    readonly start: number,
    readonly contentStart: number,
    readonly contentEnd: number,
    readonly end: number,
    readonly indefinite: boolean,
    private readonly depth: number,
    private readonly budget: Budget,
    private kids?: DerNode[],
  ) {}

  get constructed(): boolean {
    return (this.tag & 0x20) !== 0
  }

  /** the whole element as it stands in the input */
  get raw(): Buffer {
    return this.source.subarray(this.start, this.end)
  }

  get content(): Buffer {
    return this.source.subarray(this.contentStart, this.contentEnd)
  }

  get children(): readonly DerNode[] {
    if (this.kids) return this.kids
    if (!this.constructed) throw new DerError('type', 'primitive element has no children')
    const kids: DerNode[] = []
    for (let p = this.contentStart; p < this.contentEnd;) {
      const kid = readAt(this.source, p, this.contentEnd, this.depth + 1, this.budget)
      kids.push(kid)
      p = kid.end
    }
    return (this.kids = kids)
  }

  /** The child at an index; error `truncated` when it is missing. */
  child(index: number): DerNode {
    const kid = this.children[index]
    if (!kid) throw new DerError('truncated', `element ${index} is missing`)
    return kid
  }

  /** First child with this identifier octet. */
  find(tag: number): DerNode | undefined {
    return this.children.find((kid) => kid.tag === tag)
  }

  is(tag: number): boolean {
    return this.tag === tag
  }

  expect(tag: number): this {
    if (this.tag !== tag)
      throw new DerError('type', `0x${this.tag.toString(16)} where 0x${tag.toString(16)} is due`)
    return this
  }

  get oid(): string {
    this.expect(0x06)
    const encoded = this.source.toString('latin1', this.contentStart, this.contentEnd)
    const known = knownOids.get(encoded)
    if (known !== undefined) return known
    const text = this.decodeOid()
    if (knownOids.size < 2_000) knownOids.set(encoded, text)
    return text
  }

  private decodeOid(): string {
    const arcs: bigint[] = []
    let value = 0n
    let bytes = 0
    for (const c of this.content) {
      if (++bytes > 24) throw new DerError('length', 'object identifier arc')
      value = (value << 7n) | BigInt(c & 127)
      if (c & 128) continue
      if (arcs.length === 0) {
        const top = value < 40n ? 0n : value < 80n ? 1n : 2n
        arcs.push(top, value - top * 40n)
      } else arcs.push(value)
      value = 0n
      bytes = 0
    }
    return arcs.join('.')
  }

  get integer(): bigint {
    if (this.tag !== 0x02 && this.tag !== 0x0a) this.expect(0x02)
    const bytes = this.content
    if (bytes.length === 0) throw new DerError('length', 'empty integer')
    if (bytes.length > 4096) throw new DerError('length', 'integer too long')
    return BigInt.asIntN(8 * bytes.length, BigInt(`0x${bytes.toString('hex')}`))
  }

  get boolean(): boolean {
    return this.expect(0x01).content[0] !== 0
  }

  /** Contents of an OCTET STRING, also of one that BER has cut into pieces; any tag, because of IMPLICIT tagging. */
  get octets(): Buffer {
    return this.constructed ? Buffer.concat(this.children.map((kid) => kid.octets)) : this.content
  }

  /** Contents of a BIT STRING without the count of unused bits. */
  get bits(): Buffer {
    if (this.constructed) return Buffer.concat(this.children.map((kid) => kid.bits))
    if (this.content.length === 0) throw new DerError('length', 'empty bit string')
    return this.content.subarray(1)
  }

  /** Text of any string type that names and messages use. */
  get text(): string {
    const bytes = this.octets
    switch (this.tag & 0x1f) {
      case 0x0c:
        return bytes.toString('utf8')
      case 0x1e:
        return Buffer.from(bytes.subarray(0, bytes.length & ~1))
          .swap16()
          .toString('utf16le')
      case 0x1c:
        return utf32(bytes)
      default:
        return bytes.toString('latin1')
    }
  }

  /** UTCTime or GeneralizedTime, with fraction and offset. */
  get date(): Date {
    const text = this.octets.toString('latin1')
    const short = (this.tag & 0x1f) === 0x17
    const match = (short ? UTC : GENERALIZED).exec(text)
    if (!match) throw new DerError('form', 'time')
    const part = (i: number) => Number(match[i] ?? 0)
    const year = short ? (part(1) < 50 ? 2000 : 1900) + part(1) : part(1)
    const fraction = match[7] ? Number(`0.${match[7]}`) * 1000 : 0
    const zone =
      match[8] && match[8] !== 'Z' ? (match[8] === '-' ? 1 : -1) * (part(9) * 60 + part(10)) * 60_000 : 0
    const ms = Date.UTC(year, part(2) - 1, part(3), part(4), part(5), part(6), Math.floor(fraction)) + zone
    const date = new Date(ms)
    if (Number.isNaN(date.getTime())) throw new DerError('form', 'time')
    return date
  }
}

/** The same few identifiers come in every file; bounded, because files may hold any number of invented ones. */
const knownOids = new Map<string, string>()

const UTC = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?()([Z+-])(?:(\d\d)(\d\d))?$/
const GENERALIZED =
  /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)?(\d\d)?(?:[.,](\d{1,9}))?(?:([Z+-])(?:(\d\d)(\d\d)?)?)?$/

function utf32(bytes: Buffer): string {
  let text = ''
  for (let i = 0; i + 3 < bytes.length; i += 4) {
    const code = bytes.readUInt32BE(i)
    text += code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
  }
  return text
}

/**
 * Reads the element at the start of `bytes`. Bytes may follow it: compare `end` with `bytes.length`. Errors are
 * `DerError`; depth and the number of elements are bounded.
 */
export function readDer(bytes: Buffer, limits: Partial<DerLimits> = {}): DerNode {
  const { depth, nodes } = { ...DEFAULT_LIMITS, ...limits }
  return readAt(bytes, 0, bytes.length, 0, { nodes, depth })
}

function readAt(source: Buffer, start: number, limit: number, depth: number, budget: Budget): DerNode {
  if (depth > budget.depth) throw new DerError('depth', 'nested too deep')
  if (--budget.nodes < 0) throw new DerError('nodes', 'too many elements')
  let p = start
  const byte = (): number => {
    if (p >= limit) throw new DerError('truncated', 'unexpected end')
    return source[p++] as number
  }
  const tag = byte()
  let tagNumber = tag & 0x1f
  if (tagNumber === 0x1f) {
    tagNumber = 0
    for (let i = 0, c = 0x80; c & 0x80; i++) {
      if (i >= 4) throw new DerError('form', 'tag number')
      c = byte()
      tagNumber = tagNumber * 128 + (c & 127)
    }
  }
  const first = byte()
  if (first === 0x80) {
    if (!(tag & 0x20)) throw new DerError('form', 'primitive with indefinite length')
    const contentStart = p
    const kids: DerNode[] = []
    while (!(source[p] === 0 && source[p + 1] === 0 && p + 2 <= limit)) {
      const kid = readAt(source, p, limit, depth + 1, budget)
      kids.push(kid)
      p = kid.end
    }
    return new DerNode(source, tag, tagNumber, start, contentStart, p, p + 2, true, depth, budget, kids)
  }
  let length = first
  if (first & 0x80) {
    const count = first & 0x7f
    if (count > 6) throw new DerError('length', 'length of length')
    length = 0
    for (let i = 0; i < count; i++) length = length * 256 + byte()
  }
  if (length > limit - p) throw new DerError('truncated', 'element longer than its container')
  return new DerNode(source, tag, tagNumber, start, p, p + length, p + length, false, depth, budget)
}
