import { View } from '../view'
import './index.scss'

/** A turning ring for work in progress; the words beside it say which. */
export function Spinner({ size = 20 }: { size?: 16 | 20 | 24 | 32 }) {
  return (
    <View as="span" className="spinner" style={{ width: `${size}px`, height: `${size}px` }} aria-hidden />
  )
}
