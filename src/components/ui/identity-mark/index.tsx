import { View } from '../view'
import { markLetter } from './letter'
import './index.scss'

export interface IdentityMarkProps {
  name: string
  kind: 'organization' | 'person'
  /** The party's colour in one contract, 1–6; 1 (ink blue) outside of contracts. */
  party?: number
  size?: 24 | 32 | 40 | 56
}

/** Organization: rounded square, person: circle, with one character of the name. Decoration beside the name. */
export function IdentityMark({ name, kind, party = 1, size = 32 }: IdentityMarkProps) {
  return (
    <View
      as="span"
      className={`mark mark--${kind} mark--${size} mark--p${((party - 1) % 6) + 1}`}
      aria-hidden
    >
      {markLetter(name, kind)}
    </View>
  )
}
