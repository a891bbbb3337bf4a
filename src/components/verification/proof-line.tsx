import { View } from '@/components/ui/view'
import './proof.scss'

/** A fact with its name, for a list of them (`dl`). */
export function ProofLine({ name, children }: { name: string; children: string }) {
  return (
    <View className="proof-line">
      <View as="dt" className="c-ink3 proof-line__name">
        {name}
      </View>
      <View as="dd" className="proof-line__value">
        {children}
      </View>
    </View>
  )
}
