import { z } from 'zod'
import { activeIdentity } from '#types/identity'
import { collection } from '#platform/kernel/store'

/** A browser session. The id is the hash of its token; removing the row revokes it. */
export const session = z.object({
  id: z.string(),
  version: z.number(),
  accountId: z.string(),
  active: activeIdentity,
  createdAt: z.number(),
  expiresAt: z.number(),
})
export type Session = z.infer<typeof session>

export const sessionCollection = collection<Session>({
  name: 'sessions',
  schema: session,
  fields: { accountId: 'text', expiresAt: 'int' },
  indexes: [['accountId'], ['expiresAt']],
})
