import type { DomainEvent } from '#types/events'
import type { Tx } from './store'

/** One transaction of a command: the store's operations plus events that are delivered after the commit. */
export interface UnitOfWork extends Tx {
  /** Stores the event in the outbox, in this transaction; handlers run after the commit, at least once. */
  emit(event: DomainEvent): Promise<void>
}
