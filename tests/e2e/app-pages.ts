import type { Route } from '../../src/platform/routes'
import { pathOf } from '../../src/platform/routes'
import type { Client } from '../host/client'
import type { RealContracts } from './real-contracts'

/** A page in one of its states, as somebody sees it. */
export interface Moment {
  name: string
  route: Route
  path: string
  /** Absent: a visitor. */
  as?: Client
}

/** Every page of the app, the important ones in more than one state. */
export function momentsOf(made: RealContracts): Moment[] {
  const { employee, person, newcomer } = made
  const moment = (name: string, route: Route, as?: Client, params?: Record<string, string>): Moment => ({
    name,
    route,
    path: pathOf(route, params),
    ...(as ? { as } : {}),
  })
  const of = (contract: { contractId: string }) => ({ id: contract.contractId })

  return [
    moment('sign-in', 'signIn'),
    moment('agreement', 'agreement', undefined, { name: 'privacy' }),
    moment('landing, visitor', 'landing', undefined, { code: made.open.code }),
    moment('home, visitor', 'home'),
    moment('home, company', 'home', employee),
    moment('home, person', 'home', person),
    moment('home, nothing pending', 'home', newcomer),
    moment('contracts', 'contracts', employee),
    moment('contracts, empty', 'contracts', newcomer),
    moment('to-do', 'todo', employee),
    moment('to-do, empty', 'todo', newcomer),
    moment('me, company', 'me', employee),
    moment('me, person', 'me', person),
    moment('password', 'password', person),
    moment('real name', 'realName', newcomer),
    moment('real name, done', 'realName', person),
    moment('detail, signing', 'contract', employee, of(made.open)),
    moment('detail, half signed', 'contract', person, of(made.half)),
    moment('detail, completed', 'contract', employee, of(made.completed)),
    moment('detail, revoked', 'contract', employee, of(made.revoked)),
    moment('detail, refused', 'contract', person, of(made.refused)),
    moment('code', 'contractCode', employee, of(made.open)),
    moment('initiate', 'initiate', employee),
    moment('initiate, no right', 'initiate', newcomer),
    moment('place', 'initiatePlace', employee),
    moment('sent', 'initiateSent', employee, of(made.open)),
    moment('validate', 'validate', newcomer),
    moment('landing, signer', 'landing', person, { code: made.open.code }),
    moment('landing, ended', 'landing', person, { code: made.revoked.code }),
    moment('read, person', 'sign', person, of(made.open)),
    moment('read, company', 'sign', employee, of(made.half)),
    moment('done, waiting for others', 'signDone', person, of(made.half)),
    moment('done, completed', 'signDone', person, of(made.completed)),
  ]
}
