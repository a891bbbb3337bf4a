import type { FrameRoom } from './frame-room'

/** A browser has its own bars; only the safe area counts, and the style sheet knows it. */
export function frameRoom(): FrameRoom {
  return { top: 0, bar: 48, right: 16 }
}
