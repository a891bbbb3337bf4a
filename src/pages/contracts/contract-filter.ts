import type { ActionInput } from '#types/api'
import type { ViewerLabel } from '#types/contract'

export interface ContractFilter {
  scope: 'all' | 'mine' | 'participating'
  role: 'any' | 'initiated' | 'received'
  label?: ViewerLabel
  search: string
}

export const noFilter: ContractFilter = { scope: 'all', role: 'any', search: '' }

/** States a contract can be in so far, in the order a reader looks for them. */
export const filterLabels = [
  'MINE_TO_SIGN',
  'OTHERS_TO_SIGN',
  'COMPLETED',
  'REJECTED',
  'REVOKED',
  'EXPIRED',
] as const satisfies readonly ViewerLabel[]

/** The question for the server; empty words are left out. */
export function listInput(filter: ContractFilter): ActionInput<'contract', 'list'> {
  const search = filter.search.trim()

  return {
    scope: filter.scope,
    role: filter.role,
    ...(filter.label ? { label: filter.label } : {}),
    ...(search ? { search } : {}),
    limit: 20,
  }
}

/** Whether something beside the scope narrows the list. */
export function isNarrowed(filter: ContractFilter): boolean {
  return filter.role !== 'any' || filter.label !== undefined || filter.search.trim() !== ''
}
