import type { Migration } from '#platform/kernel/migrations'

/** Steps of the stored data since the first release, oldest first. The order is for ever: new ones go to the end. */
export const migrations: readonly Migration[] = []
