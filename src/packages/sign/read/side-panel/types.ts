import type { ReactNode } from 'react'
import type { ContractDetail } from '#types/contract'
import type { OwnField, Progress } from '../../sign-session'

export interface SidePanelProps {
  contract: ContractDetail
  fields: readonly OwnField[]
  progress: Progress
  /** The reading bar, which stands at the foot of the panel. */
  bar: ReactNode
  onShow: (field: OwnField) => void
}
