import { View } from '../view'
import './index.scss'

export interface ProgressProps {
  /** Parts between 0 and 1 that share the bar; one part is the usual case. */
  value: number
  /** A second part after the first, e.g. waiting after signed. */
  then?: number
  tone?: 'blue' | 'done'
  /** Spoken name, e.g. 上传进度. */
  label: string
}

/** A bar with words beside it; the words are the caller's. */
export function Progress({ value, then = 0, tone = 'blue', label }: ProgressProps) {
  const percent = Math.round(Math.min(1, Math.max(0, value)) * 100)

  return (
    <View className="progress" role="img" aria-label={`${label} ${percent}%`}>
      <View className={`progress__part progress__part--${tone}`} style={{ width: `${percent}%` }} />
      {then > 0 && (
        <View
          className="progress__part progress__part--wait"
          style={{ width: `${Math.round(then * 100)}%` }}
        />
      )}
    </View>
  )
}
