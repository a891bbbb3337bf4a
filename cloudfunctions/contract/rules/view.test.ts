import { contractStatus, partyState, viewerLabel } from '#types/contract'
import { actionsOf, labelOf, statusesOf, type Standing } from './view'

const none: Standing = { partyState: null, mayRevoke: false, initiatingSide: false }
const party = (state: Standing['partyState']): Standing => ({ ...none, partyState: state })
const initiator: Standing = { partyState: null, mayRevoke: true, initiatingSide: true }

describe('label (contract.md §6)', () => {
  test('the own open step is 待我…, everything else 待他人… of the phase', () => {
    expect(labelOf('PENDING_SIGN', party('PENDING_SIGN'))).toBe('MINE_TO_SIGN')
    expect(labelOf('PENDING_FILL', party('PENDING_SIGN'))).toBe('MINE_TO_SIGN')
    expect(labelOf('PENDING_SIGN', party('SIGNED'))).toBe('OTHERS_TO_SIGN')
    expect(labelOf('PENDING_SIGN', party('WAITING'))).toBe('OTHERS_TO_SIGN')
    expect(labelOf('PENDING_FILL', party('PENDING_SIGN_APPROVAL'))).toBe('OTHERS_TO_FILL')
    expect(labelOf('PENDING_SIGN', initiator)).toBe('OTHERS_TO_SIGN')
  })
  test('an ended contract asks nobody, whatever the parties had still open', () => {
    expect(labelOf('REVOKED', party('PENDING_SIGN'))).toBe('REVOKED')
    expect(labelOf('EXPIRED', party('PENDING_SIGN'))).toBe('EXPIRED')
    expect(labelOf('COMPLETED', party('SIGNED'))).toBe('COMPLETED')
  })
  test('every label a row can show is found by a filter for that label', () => {
    for (const status of contractStatus.options)
      for (const state of [null, ...partyState.options]) {
        const label = labelOf(status, party(state))
        expect(statusesOf(label)).toContain(status)
      }
    for (const label of viewerLabel.options) expect(statusesOf(label).length).toBeGreaterThan(0)
  })
})

describe('actions by state (contract.md §10)', () => {
  test('a party whose turn it is signs or refuses', () =>
    expect(actionsOf('PENDING_SIGN', party('PENDING_SIGN'), false)).toEqual(['sign', 'refuse', 'download']))
  test('a party that waits or has signed can only read', () => {
    expect(actionsOf('PENDING_SIGN', party('WAITING'), false)).toEqual(['download'])
    expect(actionsOf('PENDING_SIGN', party('SIGNED'), false)).toEqual(['download'])
  })
  test('the initiating side revokes and hands out the code while it runs', () =>
    expect(actionsOf('PENDING_SIGN', initiator, false)).toEqual(['revoke', 'code', 'download']))
  test('after the deadline nothing is left but reading', () =>
    expect(actionsOf('PENDING_SIGN', { ...initiator, partyState: 'PENDING_SIGN' }, true)).toEqual([
      'download',
    ]))
  test('ended contracts show their reason, completed ones their evidence', () => {
    for (const status of ['REJECTED', 'REVOKED', 'EXPIRED'] as const)
      expect(actionsOf(status, initiator, false)).toEqual(['download', 'viewReason'])
    expect(actionsOf('COMPLETED', initiator, false)).toEqual(['download', 'evidence'])
  })
})
