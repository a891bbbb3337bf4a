import type { SidePanelProps } from './types'

/** Mini-programs have no room for it. */
export function SidePanel(_props: SidePanelProps) {
  return null
}
