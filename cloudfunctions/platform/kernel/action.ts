import type { ActionContract, OutputOf, ParsedInputOf } from '#types/action'
import type { AccountCaller, Caller, Context } from './context'

/** The caller a handler may rely on, given its guard. */
export type CallerOf<C extends ActionContract> = C['guard']['who'] extends 'anyone' | 'system'
  ? Caller
  : AccountCaller

/** A contract with its server side. `authorize` answers the resource the handler works on, or throws a refusal. */
export interface Action<C extends ActionContract = ActionContract, R = unknown> {
  contract: C
  authorize?(ctx: Context<CallerOf<C>>, input: ParsedInputOf<C>): Promise<R>
  handle(ctx: Context<CallerOf<C>>, input: ParsedInputOf<C>, resource: R): Promise<OutputOf<C>>
}

type Handler<C extends ActionContract, R> = Omit<Action<C, R>, 'contract' | 'authorize'> &
  (C['guard'] extends { who: 'participant' }
    ? { authorize: NonNullable<Action<C, R>['authorize']> }
    : { authorize?: Action<C, R>['authorize'] })

/** Joins a contract with its handler. A `participant` contract without `authorize` does not compile. */
export function action<C extends ActionContract, R = undefined>(
  contract: C,
  handler: Handler<C, R>,
): Action<C, R> {
  return { contract, ...handler }
}

/** What a room's table of contents lists; kept loose so that differently typed actions fit one list. */
export interface AnyAction {
  contract: ActionContract
  authorize?(ctx: never, input: never): Promise<unknown>
  handle(ctx: never, input: never, resource: never): Promise<unknown>
}
