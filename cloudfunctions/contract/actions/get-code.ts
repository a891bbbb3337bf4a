import { toString as qrToString } from 'qrcode'
import { contractActions } from '#types/contract'
import { action } from '#platform/kernel/action'
import { Refusal } from '#platform/kernel/refusal'
import { openContract, type OpenedContract } from '../queries/open-contract'
import { signingUrl } from '../queries/signing-url'
import { isLapsed } from '../rules/life'
import { actionsOf } from '../rules/view'

export const getCode = action(contractActions.getCode, {
  authorize: (ctx, input) => openContract(ctx, input.contractId),
  async handle({ deps, now }, _input, { contract, relation }: OpenedContract) {
    // To a signatory the code does not exist; to the initiating side it is there while signing is open (MGT-17).
    if (!relation.initiatingSide) throw new Refusal('NOT_FOUND')
    if (!actionsOf(contract.status, relation, isLapsed(contract, now)).includes('code'))
      throw new Refusal('BAD_STATE')
    const url = signingUrl(deps.settings, contract.code)
    return {
      code: contract.code,
      url,
      qrSvg: await qrToString(url, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 }),
      name: contract.name,
      inviterName: contract.initiator.organizationName,
      deadline: contract.deadline,
    }
  },
})
