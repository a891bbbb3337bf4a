import type { Contract, Party } from '../model/contract'
import { expectedPhone, landingOf, type Scanner } from './landing'

const party = (change: Partial<Party>) =>
  ({
    id: 'p1',
    kind: 'person',
    state: 'PENDING_SIGN',
    organizationId: null,
    accountId: null,
    phoneLookup: 'phone',
    personLookup: 'phone+name',
    phoneMasked: '139****0001',
    ...change,
  }) as Party
const seal = party({
  id: 'p2',
  kind: 'organization',
  organizationId: 'O',
  accountId: 'A',
  phoneLookup: '',
  personLookup: '',
})
const contract = (change: Partial<Contract> = {}) =>
  ({
    status: 'PENDING_SIGN',
    deadline: 1_000,
    initiator: { organizationId: 'O', accountId: 'A' },
    parties: [party({}), seal],
    ...change,
  }) as Contract
const scanner = (change: Partial<Extract<Scanner, { kind: 'account' }>>): Scanner => ({
  kind: 'account',
  accountId: 'X',
  phoneLookup: 'other',
  personLookup: 'other+name',
  active: { kind: 'person' },
  sees: false,
  ...change,
})
const nobody: Scanner = { kind: 'anybody' }
const organization = { kind: 'organization', organizationId: 'O' } as const

test.each([
  ['nobody signed in', nobody, { next: 'sign-in' }],
  ['another phone', scanner({}), { next: 'not-signer', refusal: 'PHONE_NOT_SIGNER' }],
  ['the phone, not verified', scanner({ phoneLookup: 'phone', personLookup: null }), { next: 'real-name' }],
  [
    'the phone, another name',
    scanner({ phoneLookup: 'phone' }),
    { next: 'not-signer', refusal: 'NAME_NOT_SIGNER' },
  ],
  ['the person', scanner({ phoneLookup: 'phone', personLookup: 'phone+name' }), { next: 'sign' }],
  ['the handler as his company', scanner({ accountId: 'A', active: organization }), { next: 'sign' }],
  ['the handler as a person', scanner({ accountId: 'A' }), { next: 'switch', switchTo: organization }],
  ['a colleague with the view permission', scanner({ active: organization, sees: true }), { next: 'view' }],
])('%s', (_, who, landing) => expect(landingOf(contract(), who, 0)).toEqual(landing))

test('a party that is bound belongs to its account, whoever has the phone now', () => {
  const bound = contract({
    parties: [party({ accountId: 'W' })],
    initiator: { organizationId: 'O', accountId: 'A' } as Contract['initiator'],
  })
  expect(
    landingOf(bound, scanner({ accountId: 'W', phoneLookup: 'new', personLookup: 'new+name' }), 0),
  ).toEqual({ next: 'sign' })
  expect(landingOf(bound, scanner({ phoneLookup: 'phone', personLookup: 'phone+name' }), 0)).toMatchObject({
    next: 'not-signer',
  })
})

test('who is a signatory under two identities is led to the one whose turn it is', () => {
  const both = contract({ parties: [party({ accountId: 'A', state: 'SIGNED' }), seal] })
  expect(landingOf(both, scanner({ accountId: 'A' }), 0)).toEqual({ next: 'switch', switchTo: organization })
})

test('after the end and after the deadline: status for strangers, the contract for its own', () => {
  for (const [over, now] of [
    [contract({ status: 'REVOKED' }), 0],
    [contract(), 1_001],
  ] as const) {
    expect(landingOf(over, { kind: 'anybody' }, now)).toEqual({ next: 'ended' })
    expect(landingOf(over, scanner({}), now)).toEqual({ next: 'ended' })
    expect(landingOf(over, scanner({ personLookup: 'phone+name' }), now)).toEqual({ next: 'view' })
  }
})

test('the masked phone helps when one person is meant, and is withheld when it could be several', () => {
  expect(expectedPhone(contract())).toBe('139****0001')
  expect(
    expectedPhone(contract({ parties: [party({}), party({ id: 'p3', phoneMasked: '138****0002' })] })),
  ).toBeUndefined()
})
