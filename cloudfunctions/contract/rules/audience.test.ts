import type { Contract, Party } from '../model/contract'
import { audienceOf } from './audience'

const party = (change: Partial<Party>): Party => ({
  id: 'p1',
  kind: 'person',
  position: 0,
  state: 'PENDING_SIGN',
  name: '王小明',
  organizationId: null,
  accountId: null,
  handlerName: null,
  phoneCipher: 'c',
  phoneLookup: 'l',
  personLookup: 'LP',
  phoneMasked: '138****0001',
  auth: ['face'],
  fields: [],
  signedAt: null,
  signedBy: null,
  ...change,
})
const running = (parties: Party[]): Pick<Contract, 'status' | 'initiator' | 'parties'> => ({
  status: 'PENDING_SIGN',
  initiator: { organizationId: 'O', organizationName: '甲', accountId: 'A', name: '甲一' },
  parties,
})
const company = party({
  id: 'p2',
  kind: 'organization',
  organizationId: 'O',
  accountId: 'B',
  personLookup: '',
})

test('initiator, handler, organization and the unbound person each see it from their side', () => {
  expect(audienceOf(running([party({}), company])).viewers.sort()).toEqual(
    ['a', 'b', 'o', 'p']
      .flatMap((who) => {
        const key = { a: 'e:O/A', b: 'e:O/B', o: 'o:O', p: 'p:LP' }[who]!
        return [key, `${key}|${who === 'a' || who === 'o' ? 'i' : 'r'}`]
      })
      .sort(),
  )
})

test('once bound, the account replaces the phone: the old look-up finds nothing any more', () => {
  const { viewers, pending } = audienceOf(running([party({ accountId: 'W' })]))
  expect(viewers).toContain('a:W')
  expect([...viewers, ...pending].some((key) => key.startsWith('p:'))).toBe(false)
})

test('it is to do for those whose turn it is, and awaited by the others (MGT-41)', () => {
  const { pending } = audienceOf(running([party({ state: 'SIGNED', accountId: 'W' }), company]))
  expect(pending.sort()).toEqual(
    ['e:O/A|open', 'e:O/A|others', 'e:O/B|mine', 'e:O/B|open', 'a:W|open', 'a:W|others'].sort(),
  )
})

test('an ended contract is nobody’s to-do', () => {
  expect(audienceOf({ ...running([party({}), company]), status: 'REVOKED' }).pending).toEqual([])
})
