import type { Hash } from 'node:crypto'
import type { SignedContent } from './cms'
import { copyHash, newHash } from './new-hash'

/** What a signature covers: everything from `start` to `end` but the gap, where the signature value stands. */
export interface SignedRange {
  start: number
  gapStart: number
  gapEnd: number
  end: number
}

/**
 * Digests of signed ranges. Ranges that begin at 0 share their beginning, so the running state is kept and copied:
 * ten signatures on one file cost little more than hashing the file once. Ask in ascending order of `gapStart`.
 */
export class RangeDigests {
  private readonly running = new Map<string, { hash: Hash; at: number }>()
  private readonly known = new Map<string, Buffer>()

  constructor(private readonly bytes: Buffer) {}

  of(range: SignedRange): SignedContent {
    return {
      digest: (name) => this.digest(name, range),
      parts: () => [
        this.bytes.subarray(range.start, range.gapStart),
        this.bytes.subarray(range.gapEnd, range.end),
      ],
    }
  }

  private digest(name: string, range: SignedRange): Buffer {
    const key = `${name} ${range.start} ${range.gapStart} ${range.gapEnd} ${range.end}`
    const known = this.known.get(key)
    if (known) return known
    const hash = this.prefix(name, range)
    const digest = hash.update(this.bytes.subarray(range.gapEnd, range.end)).digest()
    this.known.set(key, digest)
    return digest
  }

  private prefix(name: string, range: SignedRange): Hash {
    const running = this.running.get(name) ?? { hash: newHash(name), at: 0 }
    if (range.start !== 0 || running.at > range.gapStart) {
      return newHash(name).update(this.bytes.subarray(range.start, range.gapStart))
    }
    running.hash.update(this.bytes.subarray(running.at, range.gapStart))
    running.at = range.gapStart
    this.running.set(name, running)
    return copyHash(name, running.hash)
  }
}
