import type { ReactNode } from 'react'
import type { TabRoute } from '@/platform/routes'

export interface PageFrameProps {
  /** Name of the page: in the bar, and of the browser tab. */
  title: string
  /** Title at the left, 20 px, for tab pages; else 16 px in the middle. */
  large?: boolean
  /** Replaces the visible title, e.g. the identity one acts for. */
  head?: ReactNode
  /** Arrow at the left: true goes back (or home), a function does something else. Tab pages have none. */
  back?: boolean | (() => void)
  /** Between bar and content, does not scroll: search, pills, stepper. */
  pinned?: ReactNode
  /** Buttons at the bottom, above the safe area; side by side. */
  bar?: ReactNode
  /** A line over the buttons, e.g. the consent tick. */
  barTop?: ReactNode
  /** Draws the tab bar with this tab chosen. */
  tab?: TabRoute
  badge?: number
  /** From 1024 px: the module of the console it belongs to, where that is no tab. */
  module?: 'validate'
  /** The content scrolls by itself (a page viewer): no inset, no scroll. */
  fixed?: boolean
  /** Content without the inset of 16 at both sides. */
  flush?: boolean
  /** Near the end of the content: load more. */
  onEnd?: () => void
  /** `desk`: grey behind paper; `paper` by default. */
  tone?: 'paper' | 'desk'
  /**
   * From 1024 px: `column` (default) puts the page into the console as a column of 720 px;
   * `full` gives it the whole work area; `bare` the whole window, without rail and top bar.
   */
  wide?: 'column' | 'full' | 'bare'
  children?: ReactNode
}
