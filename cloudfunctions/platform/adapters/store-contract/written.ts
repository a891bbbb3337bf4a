import type { Collection, Entity } from '#platform/kernel/store'

/**
 * Remembers what a transaction body wrote. Writing a document twice from the same read would look like somebody
 * else's change and be retried in vain, so it is named for what it is.
 */
export class Written {
  private readonly versions = new Map<string, number>()

  note(c: { name: string }, id: string, version: number): void {
    this.versions.set(`${c.name}/${id}`, version)
  }

  /** @throws Error when this body already wrote the document from that version */
  check<T extends Entity>(c: Collection<T>, doc: T): void {
    const own = this.versions.get(`${c.name}/${doc.id}`)
    if (own !== undefined && own > doc.version)
      throw new Error(
        `${c.name} document written twice in one transaction from the same read; get it again first`,
      )
  }
}
