import { buildReport } from '#platform/evidence/report/build-report'
import type { StoredFile } from '#platform/kernel/file-store'
import type { Deps } from '#platform/kernel/ports'
import { Refusal } from '#platform/kernel/refusal'
import { FontSet } from '#platform/pdf/fonts/font-set'
import { contractCollection } from '../model/contract'
import { evidenceAuthority } from './evidence-authority'
import { readDocument } from './read-document'
import { storeEvidence } from './store-evidence'

/**
 * The evidence as a signed PDF with the stored package inside, built once from that package and nothing else. Safe to
 * run at any time and twice.
 * @throws as {@link storeEvidence}
 */
export async function storeReport(deps: Deps, contractId: string): Promise<StoredFile> {
  const recorded = await deps.store.get(contractCollection, contractId)
  if (recorded?.report) return recorded.report
  const evidence = await storeEvidence(deps, contractId)
  const { pki, files, store, clock } = deps
  const pdf = await buildReport(await readDocument(files, evidence), {
    authority: await evidenceAuthority(pki),
    fonts: FontSet.open(),
    at: clock.now(),
  })
  const file = await files.put(pdf, 'evidence-pdf')
  return store.tx(async (t) => {
    const stored = await t.get(contractCollection, contractId)
    if (!stored) throw new Refusal('NOT_FOUND')
    if (stored.report) return stored.report
    await t.put(contractCollection, { ...stored, report: file, files: [...stored.files, file.fileId] })
    return file
  })
}
