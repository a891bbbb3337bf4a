import { contractActions } from '#types/contract'
import { action } from '#platform/kernel/action'
import { minute } from '#platform/kernel/calendar'
import type { StoredFile } from '#platform/kernel/file-store'
import { framesOf } from '#platform/kernel/log'
import type { Deps } from '#platform/kernel/ports'
import { isRefusal, Refusal } from '#platform/kernel/refusal'
import { isConflict } from '#platform/kernel/store'
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
    const file = isPdf ? contract.revision.file : await evidenceNow(deps, contract.id)
    const filename = `${fileNameOf(contract.name)}${isPdf ? '.pdf' : `-${contract.number}.json`}`
    const url = await deps.files.temporaryUrl(file, { ttl: linkLifetime, filename })
    return { url, filename, sha256: file.sha256, size: file.size }
  },
})

/** Usually made long before somebody asks. @throws Refusal EVIDENCE_PENDING while an authority does not answer */
async function evidenceNow(deps: Deps, contractId: string): Promise<StoredFile> {
  try {
    return await storeEvidence(deps, contractId)
  } catch (e) {
    if (isRefusal(e) || isConflict(e)) throw e
    deps.log.error({
      event: 'evidence.failed',
      contractId,
      outcome: e instanceof Error ? e.name : 'unknown',
      stack: framesOf(e),
    })
    throw new Refusal('EVIDENCE_PENDING')
  }
}

/** Without what a file system does not take; kept short enough for all of them. */
const fileNameOf = (name: string) =>
  [...name.replace(/[\p{Cc}/\\:*?"<>|]/gu, '_')].slice(0, 80).join('').trim() || 'contract'
