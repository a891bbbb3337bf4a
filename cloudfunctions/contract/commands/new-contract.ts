import type { ParsedInputOf } from '#types/action'
import type { contractActions } from '#types/contract'
import type { Deps } from '#platform/kernel/ports'
import { emptyChain } from '#platform/kernel/audit'
import { phoneLookup, phoneMasked } from '../../identity/queries/phone'
import type { Contract, Party } from '../model/contract'
import type { Upload } from '../model/upload'
import { searchTexts } from '../queries/contract-row'
import { personLookup } from '../queries/viewer'
import { distinct, fieldsOf, partyIdAt } from '../rules/initiation'
import { contractNumber } from '../rules/number'
import { gramsOf } from '../rules/search-grams'

/** The employee who acts for an organization party. */
export interface Handler {
  accountId: string
  name: string
  phoneMasked: string
}

export interface NewContract {
  id: string
  code: string
  numberDigits: string
  input: ParsedInputOf<typeof contractActions.initiate>
  pageRuns: NonNullable<Upload['checked']>['pageRuns']
  initiator: Contract['initiator']
  /** Handlers by account id; checked before. */
  handlers: ReadonlyMap<string, Handler>
  /** The suite of the organization that starts it. */
  suite: NonNullable<Contract['suite']>
  now: number
  simulated: boolean
}

/** A contract that is complete but for its file and its audience: parties wait, nothing is stored yet (version 0). */
export function draftContract(vault: Deps['vault'], facts: NewContract): Contract {
  const { id, input, initiator, now } = facts
  const nothing = { fileId: '', sha256: '', size: 0 }
  const contract: Contract = {
    id,
    version: 0,
    code: facts.code,
    number: contractNumber(now, facts.numberDigits),
    name: input.name,
    status: 'DRAFT',
    order: input.order,
    deadline: input.deadline,
    createdAt: now,
    completedAt: null,
    endedAt: null,
    initiator,
    parties: input.parties.map((party, index) => partyOf(vault, facts, party, index)),
    pageRuns: facts.pageRuns,
    suite: facts.suite,
    base: nothing,
    revision: { seq: 0, file: nothing },
    closing: null,
    evidence: null,
    report: null,
    end: null,
    simulated: facts.simulated,
    chain: emptyChain,
    grams: [],
    viewers: [],
    pending: [],
    files: [],
  }
  return { ...contract, grams: gramsOf(searchTexts(contract)) }
}

function partyOf(
  vault: Deps['vault'],
  facts: NewContract,
  party: NewContract['input']['parties'][number],
  index: number,
): Party {
  const shared = {
    id: partyIdAt(index),
    position: index,
    state: 'WAITING' as const,
    auth: distinct(party.auth),
    fields: fieldsOf(party, index),
    signedAt: null,
    signedBy: null,
  }
  if (party.kind === 'organization') {
    const accountId = party.handlerAccountId ?? facts.initiator.accountId
    const handler = facts.handlers.get(accountId)
    if (!handler) throw new Error('handlers are checked before the contract is drafted')
    return {
      ...shared,
      kind: 'organization',
      name: facts.initiator.organizationName,
      organizationId: facts.initiator.organizationId,
      accountId,
      handlerName: handler.name,
      // The handler is reached through his account, which may change its number.
      phoneCipher: '',
      phoneLookup: '',
      personLookup: '',
      phoneMasked: handler.phoneMasked,
    }
  }
  return {
    ...shared,
    kind: 'person',
    name: party.name,
    organizationId: null,
    accountId: null,
    handlerName: null,
    phoneCipher: vault.encrypt(party.phone, phoneContext(facts.id, shared.id)),
    phoneLookup: phoneLookup(vault, party.phone),
    personLookup: personLookup(vault, party.phone, party.name),
    phoneMasked: phoneMasked(party.phone),
  }
}

/** Ties an encrypted phone to its party, so that it cannot be moved to another one. */
export const phoneContext = (contractId: string, partyId: string) => `contract-party:${contractId}:${partyId}`
