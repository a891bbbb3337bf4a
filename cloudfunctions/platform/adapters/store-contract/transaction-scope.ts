import { AsyncLocalStorage } from 'node:async_hooks'

const scope = new AsyncLocalStorage<{ open: boolean }>()

/** Runs a transaction body so that {@link refuseInsideTransaction} knows. */
export async function insideTransaction<R>(body: () => Promise<R>): Promise<R> {
  const here = { open: true }
  try {
    return await scope.run(here, body)
  } finally {
    here.open = false
  }
}

/**
 * Called by every operation of a store that is not part of the transaction. Used inside a body it would wait for
 * itself on the embedded store, read outside the transaction elsewhere, and happen again when the body is re-run.
 * @throws Error, a mistake of the programmer
 */
export function refuseInsideTransaction(operation: string): void {
  if (scope.getStore()?.open)
    throw new Error(
      `store.${operation} was called inside a transaction body; use the transaction's own operations`,
    )
}
