import type { Me } from '#types/identity'

export interface SignInView {
  onDone: (me: Me) => void
}
