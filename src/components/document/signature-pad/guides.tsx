import { View } from '@/components/ui/view'
import './pad.scss'

/** Dashed lines that stand for the characters of the name. */
export function Guides({ characters, faded }: { characters: number; faded: boolean }) {
  const inner = Math.max(0, Math.min(6, characters) - 1)

  return (
    <View className={faded ? 'pad__guides pad__guides--faded' : 'pad__guides'} aria-hidden>
      <View className="pad__line pad__line--across" />
      {Array.from({ length: inner }, (_, index) => (
        <View
          key={index}
          className="pad__line pad__line--down"
          style={{ left: `${((index + 1) / (inner + 1)) * 100}%` }}
        />
      ))}
    </View>
  )
}
