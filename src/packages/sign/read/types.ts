import type { ContractDetail } from '#types/contract'
import type { SignSession } from '../sign-session'

export interface SigningProps {
  contract: ContractDetail
  session: SignSession
  change: (step: (session: SignSession) => SignSession) => SignSession
  /** The contract changed on the server. */
  onChange: () => void
}
