import type { Search } from '../../search'

export interface FindBarProps {
  search: Search
  /** Pages of the document. */
  pages: number
  /** Looks for a phrase; the same phrase again goes to the next match. */
  onFind: (phrase: string) => void
  onStep: (by: 1 | -1) => void
  onClose: () => void
  /** Floats over the paper instead of standing above it. */
  floating?: boolean
}
