import { contractActions } from '#types/contract'
import { action } from '#platform/kernel/action'
import { minute } from '#platform/kernel/calendar'
import { Refusal } from '#platform/kernel/refusal'
import { openAsOneself } from '../commands/bind-person'
import { storeEvidence } from '../commands/store-evidence'
import type { OpenedContract } from '../queries/open-contract'
import { hasEvidence } from '../rules/view'

/** How long a link works without a session, ms: a slow phone must be able to begin, nobody should pass it on. */
const linkLifetime = 10 * minute

export const download = action(contractActions.download, {
  authorize: (ctx, input) => openAsOneself(ctx, input.contractId),
  async handle({ deps }, input, { contract }: OpenedContract) {
    if (input.what === 'evidence' && !hasEvidence(contract.status)) throw new Refusal('BAD_STATE')
    const isPdf = input.what === 'pdf'
    const file = isPdf ? contract.revision.file : await storeEvidence(deps, contract.id)
    const filename = `${fileNameOf(contract.name)}${isPdf ? '.pdf' : `-${contract.number}.json`}`
    const url = await deps.files.temporaryUrl(file, { ttl: linkLifetime, filename })
    return { url, filename, sha256: file.sha256, size: file.size }
  },
})

/** Without what a file system does not take; kept short enough for all of them. */
const fileNameOf = (name: string) =>
  [...name.replace(/[\p{Cc}/\\:*?"<>|]/gu, '_')].slice(0, 80).join('').trim() || 'contract'
