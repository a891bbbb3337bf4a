import { createHash } from 'node:crypto'
import type { Validation } from '#types/verification'
import type { AccountCaller, Context } from '#platform/kernel/context'
import { isRefusal } from '#platform/kernel/refusal'
import { readDocument } from '../../contract/commands/read-document'
import { openContract } from '../../contract/queries/open-contract'
import { contractNamedBy } from '../../contract/queries/field-names'

/** A file of ours names one contract; what names more is made up, and looked up no further. */
const mostNamed = 3

/**
 * The contract that a file belongs to by the names of its signature fields, if the caller may see it, and how the bytes
 * stand to the stored ones. To everybody else a contract that exists is as unknown as one that does not (MGT-13).
 */
export async function matchingContract(
  ctx: Pick<Context<AccountCaller>, 'deps' | 'caller'>,
  fields: readonly string[],
  given: { sha256: string; size: number; intact: boolean },
): Promise<Validation['contract']> {
  const named = new Set(fields.flatMap((field) => contractNamedBy(field) ?? []))
  for (const contractId of [...named].slice(0, mostNamed)) {
    const opened = await openContract(ctx, contractId).catch((e: unknown) => {
      if (isRefusal(e)) return null
      throw e
    })
    if (!opened) continue
    const { id, name, number, revision } = opened.contract
    if (revision.file.sha256 === given.sha256) return { id, name, number, match: 'newest' }
    // Every revision is a prefix of the next. A beginning that is whole in itself is a state it once had; others are cut.
    const stored = await readDocument(ctx.deps.files, revision.file).catch((e: unknown) => {
      if (!isRefusal(e)) throw e
      // Our copy is at fault, which says nothing about the file that was asked about.
      ctx.deps.log.error({ event: 'validation.stored-file-damaged', outcome: e.code, contractId: id })
      return null
    })
    if (!stored) return null
    const beginning = createHash('sha256').update(stored.subarray(0, given.size)).digest('hex')
    const earlier = given.intact && given.size < stored.length && beginning === given.sha256
    return { id, name, number, match: earlier ? 'earlier' : 'different' }
  }
  return null
}
