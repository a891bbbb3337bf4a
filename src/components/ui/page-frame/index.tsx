import { PhoneFrame } from './phone-frame'
import type { PageFrameProps } from './types'

/** The frame of every page: navigation bar, content, action bar or tab bar, dialogs and toasts. */
export function PageFrame(props: PageFrameProps) {
  return <PhoneFrame {...props} />
}
