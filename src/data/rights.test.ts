import type { Me } from '#types/identity'
import { activeOption, may } from './rights'

const me: Me = {
  accountId: 'a',
  phoneMasked: '138****6621',
  person: null,
  hasPassword: false,
  identities: [
    { kind: 'person', name: null },
    {
      kind: 'organization',
      organizationId: 'o1',
      name: '云杉',
      roles: [],
      permissions: ['contract.initiate'],
    },
    { kind: 'organization', organizationId: 'o2', name: '禾川', roles: [], permissions: [] },
  ],
  active: { kind: 'organization', organizationId: 'o1' },
}

describe('rights of the identity that is acted under', () => {
  test('are those of the chosen company only', () => {
    expect(may(me, 'contract.initiate')).toBe(true)
    expect(may({ ...me, active: { kind: 'organization', organizationId: 'o2' } }, 'contract.initiate')).toBe(
      false,
    )
  })

  test('a person and a visitor hold none', () => {
    expect(may({ ...me, active: { kind: 'person' } }, 'contract.initiate')).toBe(false)
    expect(may(null, 'contract.initiate')).toBe(false)
  })

  test('a company that is no longer there gives no option', () => {
    expect(activeOption({ ...me, active: { kind: 'organization', organizationId: 'gone' } })).toBeUndefined()
  })
})
