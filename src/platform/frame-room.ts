import Taro from '@tarojs/taro'

export interface FrameRoom {
  /** Height of the status bar, px. */
  top: number
  /** Height of the navigation bar, px. */
  bar: number
  /** Room the host's capsule takes at the right, px. */
  right: number
}

let known: FrameRoom | undefined

/** Room that the host needs around our own navigation bar: status bar above, capsule at the right. */
export function frameRoom(): FrameRoom {
  known ??= measure()
  return known
}

function measure(): FrameRoom {
  try {
    const { statusBarHeight = 20, windowWidth } = Taro.getWindowInfo()
    const capsule = Taro.getMenuButtonBoundingClientRect()
    const margin = Math.max(4, capsule.top - statusBarHeight)

    return {
      top: statusBarHeight,
      bar: Math.max(44, capsule.height + margin * 2),
      right: Math.max(0, windowWidth - capsule.left + 8),
    }
  } catch {
    return { top: 20, bar: 44, right: 104 }
  }
}
