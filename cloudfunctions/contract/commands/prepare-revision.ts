import { createHash } from 'node:crypto'
import type { AccountCaller, Context } from '#platform/kernel/context'
import type { StoredFile } from '#platform/kernel/file-store'
import { isProviderFailure } from '#platform/kernel/ports'
import { Refusal } from '#platform/kernel/refusal'
import type { Shown } from '#platform/pdf/appearance/drawing-writer'
import { signPdf } from '#platform/pdf/sign'
import type { Contract, Party } from '../model/contract'
import { actDigest } from '../model/signing-act'
import { fieldName } from '../queries/field-names'
import { mainField, type FilledField } from '../rules/marks'
import { dateDrawing } from './date-drawing'
import { readDocument } from './read-document'

/** The next revision of a contract's file: stored and durable, but no state speaks of it yet. */
export interface PreparedRevision {
  file: StoredFile
  /** SHA-256 of the revision it continues, hex. */
  base: string
  /** The signer's certificate: SHA-256 of its DER in hex, and the DER in base64, for the evidence. */
  certificate: { sha256: string; der: string }
  /** Signed range of the file, bytes. */
  byteRange: readonly number[]
}

/**
 * Makes one party's act: all its fields filled and its PAdES B-T signature, as one incremental update of the newest
 * revision. Nothing is decided here: when the transaction refuses, the file is an orphan and swept.
 * @throws Refusal FILE_HASH when the stored file is not the recorded one, SIGNING_UNAVAILABLE when an outside
 * certificate, key or time-stamp service fails; the challenge is not used up then
 */
export async function prepareRevision(
  { deps, now }: Context<AccountCaller>,
  act: {
    contract: Contract
    party: Party
    filled: readonly FilledField[]
    pictures: ReadonlyMap<string, Shown>
  },
): Promise<PreparedRevision> {
  const { contract, party, filled } = act
  const base = await readDocument(deps.files, contract.revision.file)
  const suite = contract.suite ?? undefined
  const signer = await available(signerOf(deps.pki, contract, party))
  // A key that the organization brought along has not made the authority that stamps.
  if (suite) await deps.pki.ready(suite)
  const main = mainField(party)
  const dated = dateDrawing(now)
  const pictureOf = (mark: FilledField) =>
    mark.with === 'date' ? dated : (act.pictures.get(mark.field.id) ?? dated)
  const slots = filled
    .filter((mark) => mark.field.id !== main.id)
    .map((mark) => ({ name: fieldName(contract.id, mark.field), picture: pictureOf(mark) }))
  const signed = await available(
    signPdf({
      base,
      fieldName: fieldName(contract.id, main),
      appearance: act.pictures.get(main.id) ?? null,
      slots,
      name: party.name,
      reason: '签署合同',
      date: new Date(now),
      signer,
      timeStamper: deps.pki.timeStamper(suite),
    }),
  )
  const file = await deps.files.put([base, signed.append], 'contract-pdf')
  return {
    file,
    base: contract.revision.file.sha256,
    certificate: {
      sha256: createHash('sha256').update(signer.certificate).digest('hex'),
      der: signer.certificate.toString('base64'),
    },
    byteRange: signed.byteRange,
  }
}

async function available<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (e) {
    if (isProviderFailure(e)) throw new Refusal('SIGNING_UNAVAILABLE')
    throw e
  }
}

/** Persons sign with a one-shot certificate bound to contract and text, organizations with their yearly one. */
function signerOf(pki: Context['deps']['pki'], contract: Contract, party: Party) {
  const { name } = party
  const suite = contract.suite ?? undefined
  if (party.organizationId) return pki.organizationSigner({ id: party.organizationId, name, suite })
  return pki.personSigner({ name, contractId: contract.id, digest: actDigest(contract, party), suite })
}
