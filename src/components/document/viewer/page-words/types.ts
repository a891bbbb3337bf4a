import type { PageText } from '#types/document'

export interface PageWordsProps {
  /** Text with places, once it is there. */
  text?: PageText
  /** Plain text that came with the image. */
  plain: string
  /** Width of the paper, px. */
  width: number
}
