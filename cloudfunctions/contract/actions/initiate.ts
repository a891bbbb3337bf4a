import type { ParsedInputOf } from '#types/action'
import { contractActions } from '#types/contract'
import { action } from '#platform/kernel/action'
import { appendAudit } from '#platform/kernel/audit'
import type { AccountCaller, Context } from '#platform/kernel/context'
import { Refusal } from '#platform/kernel/refusal'
import { composeRevision0 } from '#platform/pdf/compose'
import {
  releaseContractQuota,
  reserveContractQuota,
  settleContractQuota,
} from '../../billing/commands/contract-quota'
import { employeeOf } from '../../organization/queries/employee-of'
import { organizationById } from '../../organization/queries/organization-by-id'
import { actorOf } from '../commands/actor'
import { placesOf } from '../commands/document-places'
import { draftContract, type Handler } from '../commands/new-contract'
import { readDocument } from '../commands/read-document'
import { unusedDigits } from '../commands/unused-number'
import { checkingUpload } from '../commands/upload-refusal'
import { codeCollection, contractCollection, numberCollection, type Contract } from '../model/contract'
import { uploadCollection, type Upload, type UploadConversion } from '../model/upload'
import { ownUpload } from '../queries/own-upload'
import { actingFor } from '../queries/viewer'
import { signingUrl } from '../queries/signing-url'
import { applied, eventsOf, turnsIn } from '../rules/apply'
import { checkInitiation } from '../rules/initiation'
import { fromRuns } from '../rules/pages'

type Input = ParsedInputOf<typeof contractActions.initiate>
type Ctx = Context<AccountCaller>

export const initiate = action(contractActions.initiate, {
  async handle(ctx, input) {
    const upload = await ownUpload(ctx, input.uploadId)
    if (!upload.checked) throw new Refusal('UPLOAD_INCOMPLETE')
    checkInitiation(input, {
      now: ctx.now,
      pages: fromRuns(upload.checked.pageRuns),
      organizationName: actingFor(ctx.caller).organizationName,
    })
    const draft = await draftOf(ctx, input, upload.checked.pageRuns)
    const prepared = await withDocument(ctx, draft, upload.checked.file)
    return startWithQuota(ctx, upload, prepared)
  },
})

/** CON-31: the handler of the own organization is the caller unless another active employee is named. */
async function handlersOf(ctx: Ctx, input: Input): Promise<Map<string, Handler>> {
  const { organizationId } = actingFor(ctx.caller)
  const handlers = new Map<string, Handler>()
  for (const [i, party] of input.parties.entries()) {
    if (party.kind !== 'organization') continue
    const accountId = party.handlerAccountId ?? ctx.caller.accountId
    const employee = await employeeOf(ctx.deps, organizationId, accountId)
    if (!employee) throw new Refusal('MEMBER_INVALID', { field: `parties.${i}.handlerAccountId` })
    handlers.set(accountId, employee)
  }
  return handlers
}

/** The organization's choice, else the installation's as it is now: what was started is finished in one suite. */
async function suiteOf({ deps, caller }: Ctx): Promise<NonNullable<Contract['suite']>> {
  const organization = await organizationById(deps, actingFor(caller).organizationId)
  return organization?.signatureSuite ?? deps.pki.signatureSuites().default
}

async function draftOf(
  ctx: Ctx,
  input: Input,
  pageRuns: NonNullable<Upload['checked']>['pageRuns'],
): Promise<Contract> {
  const { deps, caller, now } = ctx
  const organization = actingFor(caller)
  return draftContract(deps.vault, {
    id: deps.ids.random(),
    code: deps.ids.random(),
    numberDigits: await unusedDigits(deps, now),
    input,
    pageRuns,
    initiator: {
      organizationId: organization.organizationId,
      organizationName: organization.organizationName,
      accountId: caller.accountId,
      name: caller.person?.name ?? '',
    },
    handlers: await handlersOf(ctx, input),
    suite: await suiteOf(ctx),
    now,
    simulated: deps.sms.simulated || (caller.person?.simulated ?? false),
  })
}

/** Revision 0 holds everything that will be filled later; it is durable before any state speaks of it. */
async function withDocument(
  { deps }: Ctx,
  draft: Contract,
  source: NonNullable<Upload['checked']>['file'],
): Promise<Contract> {
  const { settings, files } = deps
  const bytes = await readDocument(files, source)
  const { uploadBytes: maxBytes, maxPages } = settings.limits
  const composed = await checkingUpload(settings, () =>
    composeRevision0({ source: bytes, parties: placesOf(draft), limits: { maxBytes, maxPages } }),
  )
  const base = await files.put([composed.base, composed.append], 'contract-pdf')
  return { ...draft, base, revision: { seq: 0, file: base }, files: [base.fileId] }
}

/**
 * Takes one contract from the quota under the contract's id, then starts it in one transaction. A crash in between
 * leaves a reservation that expires; a crash after leaves one that the minute tick settles (CON-49).
 */
async function startWithQuota(ctx: Ctx, upload: Upload, draft: Contract) {
  const { organizationId } = draft.initiator
  await reserveContractQuota(ctx, organizationId, draft.id)
  try {
    const answer = await start(ctx, upload, draft)
    await settleContractQuota(ctx, organizationId, draft.id)
    return answer
  } catch (e) {
    // When an answer was lost on the way the contract may exist all the same.
    const made = await ctx.deps.store.get(contractCollection, draft.id)
    if (!made) await releaseContractQuota(ctx, organizationId, draft.id)
    throw e
  }
}

function start(ctx: Ctx, upload: Upload, draft: Contract) {
  const { deps, now } = ctx
  return ctx.commit(async (t) => {
    const stored = await t.get(uploadCollection, upload.id)
    // Two windows sent the same upload: the first one has it.
    if (!stored) throw new Refusal('NOT_FOUND')
    await t.remove(uploadCollection, stored)
    const events = eventsOf(draft, { type: 'start' }, now)
    const started = applied(draft, events, now)
    const chain = await appendAudit(t, draft.id, draft.chain, {
      type: 'contract.started',
      at: now,
      actor: actorOf(ctx.caller),
      data: startedFacts(started, stored),
    })
    await t.insert(contractCollection, { ...started, chain })
    await t.insert(codeCollection, { id: started.code, contractId: started.id })
    await t.insert(numberCollection, { id: started.number, contractId: started.id })
    for (const partyId of turnsIn(events))
      await t.emit({ topic: 'contract.turn', contractId: started.id, partyId })
    return {
      contractId: started.id,
      number: started.number,
      code: started.code,
      url: signingUrl(deps.settings, started.code),
    }
  })
}

/** The files that the PDF was made from, and with what: the initiator saw the result before he sent it. */
function convertedFrom({ sources, converter, warnings }: UploadConversion): Record<string, unknown> {
  return {
    files: sources,
    converter,
    warnings: warnings.map(({ code, count, detail }) => ({ code, count, ...(detail ? { detail } : {}) })),
  }
}

/** What everybody was asked to sign, as evidence. Phones stay masked. */
function startedFacts(contract: Contract, upload: Upload): Record<string, unknown> {
  const { number, name, order, deadline, initiator, base, suite } = contract
  return {
    number,
    name,
    order,
    deadline,
    organization: { id: initiator.organizationId, name: initiator.organizationName },
    suite,
    source: {
      sha256: upload.checked?.file.sha256,
      filename: upload.filename,
      ...(upload.conversion ? { convertedFrom: convertedFrom(upload.conversion) } : {}),
    },
    document: { revision: 0, sha256: base.sha256, size: base.size },
    parties: contract.parties.map((p) => ({
      id: p.id,
      kind: p.kind,
      name: p.name,
      handler: p.handlerName,
      phone: p.phoneMasked,
      auth: p.auth,
      fields: p.fields,
    })),
  }
}
