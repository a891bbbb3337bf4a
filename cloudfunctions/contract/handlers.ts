import type { EventHandlers } from '#platform/kernel/outbox'
import type { Deps, SmsTemplate } from '#platform/kernel/ports'
import { phoneContext } from './commands/new-contract'
import { storeReport } from './commands/store-report'
import { contractCollection, type Contract, type Party } from './model/contract'
import { signingUrl } from './queries/signing-url'
import { isLapsed, isOpen } from './rules/life'

/** What the contract room does when something has happened (CON-96). Each may run twice: messages carry the row's id. */
export const contractHandlers: Pick<
  EventHandlers,
  'contract.turn' | 'contract.reminder' | 'contract.closing' | 'contract.completed' | 'contract.ended'
> = {
  /** Persons get the link by SMS; an employee finds the contract in his to-dos, which are derived from its state. */
  'contract.turn': async (deps, { contractId, partyId }, row) => {
    const contract = await deps.store.get(contractCollection, contractId)
    if (!contract || !isOpen(contract.status) || isLapsed(contract, deps.clock.now())) return
    const party = contract.parties.find((p) => p.id === partyId && p.state === 'PENDING_SIGN')
    if (!party) return
    await tell(deps, contract, [party], row.id, asking('sign-invitation', deps, contract))
  },

  /** Only those whose turn it is: who has signed is done, and who waits for others could not act. */
  'contract.reminder': async (deps, { contractId }, row) => {
    const contract = await deps.store.get(contractCollection, contractId)
    if (!contract || !isOpen(contract.status) || isLapsed(contract, deps.clock.now())) return
    const late = contract.parties.filter((p) => p.state === 'PENDING_SIGN')
    await tell(deps, contract, late, row.id, asking('sign-reminder', deps, contract))
  },

  /** Whatever an authority outside cannot give now, the outbox asks for again. */
  'contract.closing': async (deps, { contractId }) => {
    await storeReport(deps, contractId)
  },

  'contract.completed': async (deps, { contractId }, row) => {
    const contract = await deps.store.get(contractCollection, contractId)
    if (!contract) return
    await tell(deps, contract, contract.parties, row.id, {
      template: 'contract-completed',
      contractName: contract.name,
      url: signingUrl(deps.settings, contract.code),
    })
  },

  /** Those who knew of it learn that it is over; who refused knows, and who was never asked is not told. */
  'contract.ended': async (deps, { contractId, how }, row) => {
    const contract = await deps.store.get(contractCollection, contractId)
    if (!contract) return
    const told = contract.parties.filter((p) => p.state !== 'WAITING' && p.state !== 'REFUSED')
    await tell(deps, contract, told, row.id, {
      template: 'contract-ended',
      contractName: contract.name,
      how,
      reason: contract.end?.text ?? '',
    })
  },
}

/** A message that asks somebody to sign. */
const asking = (
  template: 'sign-invitation' | 'sign-reminder',
  { settings }: Deps,
  { name, initiator, code, deadline }: Contract,
): SmsTemplate => ({
  template,
  contractName: name,
  inviterName: initiator.organizationName,
  url: signingUrl(settings, code),
  deadline,
})

/** Sends to every person among these parties. One dead number does not keep the others from their message. */
async function tell(
  deps: Deps,
  contract: Contract,
  parties: readonly Party[],
  rowId: string,
  message: SmsTemplate,
): Promise<void> {
  const persons = parties.filter((p) => p.phoneCipher !== '')
  const sent = await Promise.allSettled(
    persons.map(async (p) => {
      const phone = deps.vault.decrypt(p.phoneCipher, phoneContext(contract.id, p.id))
      await deps.sms.send(phone, message, `${rowId}-${p.id}`)
    }),
  )
  const failed = sent.find((s) => s.status === 'rejected')
  if (failed) throw failed.reason
}
