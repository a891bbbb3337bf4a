import type { Ref } from 'react'
import type { ActionInput } from '#types/api'

/** Strokes on a pad of known size, as the seal room takes them. */
export type Handwriting = Extract<ActionInput<'seal', 'savePersonalSignature'>, { kind: 'handwritten' }>

export interface PadHandle {
  clear: () => void
  undo: () => void
  /** What is written; null while there is too little ink. */
  read: () => Handwriting | null
}

export interface SignaturePadProps {
  handle: Ref<PadHandle>
  /** Called when the pad becomes empty or is no longer so. */
  onInk: (empty: boolean) => void
  /** Characters that the guides stand for; the guides fade at the first stroke. */
  characters: number
  /** px; the width is the one there is. */
  height: number
  /** Line in the lower left corner, e.g. 请签：王小雨. */
  prompt?: string
}
