import type { ActionContract, InputOf, OutputOf } from './action'
import type { identityActions } from './identity'
import type { organizationActions } from './organization'
import type { billingActions } from './billing'
import type { sealActions } from './seal'
import type { contractActions } from './contract'
import type { documentActions } from './document'
import type { todoActions } from './todo'

/** Every room a client may call. Types only, so that pages pull no schema into their bundle. */
export interface Api {
  identity: typeof identityActions
  organization: typeof organizationActions
  billing: typeof billingActions
  seal: typeof sealActions
  contract: typeof contractActions
  document: typeof documentActions
  todo: typeof todoActions
}
export type Room = keyof Api
export type ActionName<R extends Room> = keyof Api[R] & string
export type ActionInput<R extends Room, A extends ActionName<R>> = Api[R][A] extends ActionContract
  ? InputOf<Api[R][A]>
  : never
export type ActionOutput<R extends Room, A extends ActionName<R>> = Api[R][A] extends ActionContract
  ? OutputOf<Api[R][A]>
  : never
