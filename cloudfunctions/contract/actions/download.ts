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
import { storeReport } from '../commands/store-report'
import type { Contract } from '../model/contract'
import type { OpenedContract } from '../queries/open-contract'
import { hasEvidence } from '../rules/view'

/** How long a link works without a session, ms: a slow phone must be able to begin, nobody should pass it on. */
const linkLifetime = 10 * minute

export const download = action(contractActions.download, {
  authorize: (ctx, input) => openAsOneself(ctx, input.contractId),
  async handle({ deps }, input, { contract }: OpenedContract) {
    const { what } = input
    if (what !== 'pdf' && !hasEvidence(contract.status)) throw new Refusal('BAD_STATE')
    const file = what === 'pdf' ? contract.revision.file : await evidenceNow(deps, contract.id, what)
    const filename = `${fileNameOf(contract.name)}${endings[what](contract)}`
    const url = await deps.files.temporaryUrl(file, { ttl: linkLifetime, filename })
    return { url, filename, sha256: file.sha256, size: file.size }
  },
})

const endings = {
  pdf: () => '.pdf',
  report: ({ number }: Contract) => `-签署证据报告-${number}.pdf`,
  evidence: ({ number }: Contract) => `-${number}.json`,
} as const

/** Usually made long before somebody asks. @throws Refusal EVIDENCE_PENDING while an authority does not answer */
async function evidenceNow(deps: Deps, contractId: string, what: 'report' | 'evidence'): Promise<StoredFile> {
  try {
    return await (what === 'report' ? storeReport(deps, contractId) : storeEvidence(deps, contractId))
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
