import type { Store } from '#platform/kernel/store'
import { organizationCollection, type Organization } from '../model/organization'

/** The organization, or null. */
export const organizationById = (deps: { store: Store }, id: string): Promise<Organization | null> =>
  deps.store.get(organizationCollection, id)
